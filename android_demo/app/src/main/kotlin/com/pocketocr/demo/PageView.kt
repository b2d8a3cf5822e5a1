package com.pocketocr.demo

import android.content.Context
import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Paint
import android.graphics.Path
import android.util.AttributeSet
import android.view.GestureDetector
import android.view.MotionEvent
import android.view.ScaleGestureDetector
import android.view.View
import com.pocketocr.Page
import com.pocketocr.Quad
import com.pocketocr.Word

/** A photo with its words outlined: pinch, drag or touch twice to zoom, touch a word to pick it. */
class PageView
    @JvmOverloads
    constructor(
        context: Context,
        attributes: AttributeSet? = null,
    ) : View(context, attributes) {
        /** Is told the word that was touched. */
        var onWord: (Word) -> Unit = {}

        private class Outline(
            val word: Word,
            val path: Path,
        )

        private var photo: Bitmap? = null
        private var outlines = emptyList<Outline>()
        private var selected: Outline? = null
        private val viewport = Viewport()

        private val smooth = Paint(Paint.FILTER_BITMAP_FLAG)
        private val stroke = Paint(Paint.ANTI_ALIAS_FLAG)
        private val fill = Paint(Paint.ANTI_ALIAS_FLAG)
        private val strokeWidth = STROKE_DP * resources.displayMetrics.density

        private val pinch = ScaleGestureDetector(context, Pinch())
        private val touch = GestureDetector(context, Touch())

        init {
            stroke.style = Paint.Style.STROKE
            stroke.color = context.getColor(R.color.outline)
            fill.color = context.getColor(R.color.selected)
        }

        /** Show a photo and, once it is read, its words; null shows nothing. */
        fun show(
            photo: Bitmap?,
            page: Page?,
        ) {
            this.photo = photo
            outlines = page?.words.orEmpty().map { Outline(it, it.quad.path()) }
            selected = null
            contentDescription = description(page)
            fit()
        }

        override fun onSizeChanged(
            width: Int,
            height: Int,
            oldWidth: Int,
            oldHeight: Int,
        ) = fit()

        override fun onDraw(canvas: Canvas) {
            val photo = photo ?: return
            canvas.concat(viewport.matrix)
            canvas.drawBitmap(photo, 0f, 0f, smooth)
            selected?.let { canvas.drawPath(it.path, fill) }
            stroke.strokeWidth = strokeWidth / viewport.scale
            for (outline in outlines) canvas.drawPath(outline.path, stroke)
        }

        override fun onTouchEvent(event: MotionEvent): Boolean {
            pinch.onTouchEvent(event)
            touch.onTouchEvent(event)
            return true
        }

        // A click without a place, as of a screen reader, picks no word: the text stands beside it.
        override fun performClick(): Boolean = super.performClick()

        private fun description(page: Page?): String {
            val words = page?.words?.size ?: return resources.getString(R.string.page_label)
            return resources.getQuantityString(R.plurals.page_read, words, words)
        }

        private fun fit() {
            photo?.let { viewport.show(it.width, it.height, width, height) }
            invalidate()
        }

        private fun select(
            x: Float,
            y: Float,
        ) {
            val (pageX, pageY) = viewport.onPage(x, y)
            selected = outlines.find { it.word.quad.holds(pageX, pageY) }
            selected?.let { onWord(it.word) }
            invalidate()
        }

        private inner class Pinch : ScaleGestureDetector.SimpleOnScaleGestureListener() {
            override fun onScale(detector: ScaleGestureDetector): Boolean {
                viewport.zoom(detector.scaleFactor, detector.focusX, detector.focusY)
                invalidate()
                return true
            }
        }

        private inner class Touch : GestureDetector.SimpleOnGestureListener() {
            override fun onDown(event: MotionEvent): Boolean = true

            override fun onScroll(
                first: MotionEvent?,
                event: MotionEvent,
                x: Float,
                y: Float,
            ): Boolean {
                viewport.move(-x, -y)
                invalidate()
                return true
            }

            override fun onSingleTapConfirmed(event: MotionEvent): Boolean {
                select(event.x, event.y)
                return performClick()
            }

            override fun onDoubleTap(event: MotionEvent): Boolean {
                viewport.toggle(event.x, event.y)
                invalidate()
                return true
            }
        }

        private companion object {
            const val STROKE_DP = 1.5f
        }
    }

private fun Quad.path(): Path {
    val path = Path()
    path.moveTo(x0.toFloat(), y0.toFloat())
    path.lineTo(x1.toFloat(), y1.toFloat())
    path.lineTo(x2.toFloat(), y2.toFloat())
    path.lineTo(x3.toFloat(), y3.toFloat())
    path.close()
    return path
}

/** Whether a point lies on the same side of all four edges. */
private fun Quad.holds(
    x: Float,
    y: Float,
): Boolean {
    val corners = toIntArray()
    val sides =
        (0 until corners.size step 2).map { at ->
            val next = (at + 2) % corners.size
            val (fromX, fromY) = corners[at] to corners[at + 1]
            (corners[next] - fromX) * (y - fromY) - (corners[next + 1] - fromY) * (x - fromX)
        }
    return sides.all { it >= 0 } || sides.all { it <= 0 }
}
