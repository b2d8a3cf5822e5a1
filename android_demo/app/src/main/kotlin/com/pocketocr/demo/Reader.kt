package com.pocketocr.demo

import android.app.Application
import android.net.Uri
import android.os.Handler
import android.os.Looper
import com.pocketocr.PocketOcr
import com.pocketocr.PocketOcrException
import com.pocketocr.Reading
import com.pocketocr.android.AssetBundle
import com.pocketocr.android.LiteRtNet
import com.pocketocr.android.decodePhoto
import com.pocketocr.android.toImage
import java.util.concurrent.Executors

/** Reads one photo at a time on a thread of its own. To be used on the main thread. */
internal class Reader(
    private val app: Application,
) {
    private val main = Handler(Looper.getMainLooper())
    private val worker = Executors.newSingleThreadExecutor()
    private var job: Job? = null

    var state: State = State.Empty
        private set

    /** Is told every new state, on the main thread. */
    var listener: ((State) -> Unit)? = null

    // The worker's. Opened with the first photo and kept, since opening loads the model.
    private val stopwatch = Stopwatch(LiteRtNet.factory())
    private val ocr by lazy { PocketOcr.open(AssetBundle(app.assets), stopwatch) }

    fun read(photo: Uri) {
        cancel()
        val started = Job()
        job = started
        worker.execute {
            val end = started.end(photo)
            main.post { if (job === started) show(end) }
        }
        watch(started)
    }

    fun cancel() {
        job?.cancel()
        if (state is State.Working) show(State.Empty)
    }

    private fun show(new: State) {
        if (new !is State.Working) job = null
        state = new
        listener?.invoke(new)
    }

    private fun watch(watched: Job) {
        if (job !== watched) return
        show(watched.working)
        main.postDelayed({ watch(watched) }, WATCH_MS)
    }

    private inner class Job {
        @Volatile private var reading: Reading? = null

        @Volatile private var cancelled = false

        val working: State.Working
            get() =
                when (val now = reading) {
                    null -> State.Working(R.string.opening, 0)
                    else -> State.Working(R.string.reading, now.progress)
                }

        fun cancel() {
            cancelled = true
            reading?.cancel()
        }

        /** What becomes of a photo. All that can go wrong with it ends here, as a sentence. */
        fun end(photo: Uri): State {
            var trouble = R.string.error_bundle
            return try {
                val limit = minOf(ocr.maxPixels, DRAWABLE_PIXELS)
                trouble = R.string.error_photo
                stopwatch.photo()
                val bitmap = app.contentResolver.decodePhoto(photo, limit)
                trouble = R.string.error_read
                val begun = ocr.begin(bitmap.toImage())
                reading = begun
                if (cancelled) begun.cancel()
                stopwatch.begin()
                State.Done(bitmap, begun.finish(), stopwatch.times())
            } catch (_: PocketOcrException.Cancelled) {
                State.Empty
            } catch (_: PocketOcrException.Memory) {
                State.Failed(app.getString(R.string.error_memory))
            } catch (_: OutOfMemoryError) {
                State.Failed(app.getString(R.string.error_memory))
            } catch (error: Exception) {
                State.Failed(app.getString(trouble, error.sentence()))
            }
        }
    }

    private companion object {
        const val WATCH_MS = 100L

        /** A canvas draws bitmaps of up to 100 MB, at four bytes a pixel. */
        const val DRAWABLE_PIXELS = 16_000_000L
    }
}

private fun Exception.sentence() = (message ?: javaClass.simpleName).removeSuffix(".")
