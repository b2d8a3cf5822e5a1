package com.pocketocr.demo

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.ClipData
import android.content.ClipboardManager
import android.content.Intent
import android.os.Build
import android.os.Bundle
import android.provider.MediaStore
import android.view.View
import android.widget.ProgressBar
import android.widget.TextView
import android.widget.Toast

class MainActivity : Activity() {
    private val reader get() = (application as DemoApp).reader
    private val page by lazy { findViewById<PageView>(R.id.page) }
    private val status by lazy { findViewById<TextView>(R.id.status) }
    private val text by lazy { findViewById<TextView>(R.id.text) }

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        setContentView(R.layout.main)
        onClick(R.id.pick) { start(picker(), PICK) }
        onClick(R.id.take) { start(camera(), TAKE) }
        onClick(R.id.cancel) { reader.cancel() }
        onClick(R.id.copy) { copy() }
        onClick(R.id.share) { share() }
        page.onWord = { word ->
            status.text = getString(R.string.word, word.text, word.confidence / PERMILLE_PER_CENT)
        }
    }

    override fun onStart() {
        super.onStart()
        reader.listener = ::show
        show(reader.state)
    }

    override fun onStop() {
        reader.listener = null
        super.onStop()
    }

    override fun onActivityResult(
        request: Int,
        result: Int,
        data: Intent?,
    ) {
        if (result != RESULT_OK) return
        val photo = if (request == TAKE) PhotoProvider.uri(this) else data?.data
        photo?.let(reader::read)
    }

    private fun show(state: State) {
        val done = state as? State.Done
        val working = state as? State.Working
        val read = done?.page?.text.orEmpty()
        // Setting what stands there already would have it read aloud again.
        if (status.text.toString() != sentence(state)) status.text = sentence(state)
        if (text.text.toString() != read) text.text = read
        text.contentDescription = if (read.isEmpty()) getString(R.string.text_label) else null
        if (working == null) page.show(done?.photo, done?.page)
        visible(R.id.working, working != null)
        findViewById<ProgressBar>(R.id.progress).progress = working?.permille ?: 0
        for (button in listOf(R.id.copy, R.id.share)) {
            findViewById<View>(button).isEnabled = read.isNotEmpty()
        }
    }

    private fun sentence(state: State): String =
        when (state) {
            is State.Empty -> getString(R.string.welcome)
            is State.Working -> getString(state.stage)
            is State.Done -> done(state)
            is State.Failed -> state.sentence
        }

    private fun done(state: State.Done): String {
        val times = state.times
        return if (state.page.text.isEmpty()) {
            getString(R.string.nothing)
        } else {
            getString(R.string.times, times.photo, times.find, times.net, times.join)
        }
    }

    private fun picker(): Intent {
        val photos = Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU
        val action = if (photos) MediaStore.ACTION_PICK_IMAGES else Intent.ACTION_OPEN_DOCUMENT
        val intent = Intent(action).setType("image/*")
        return if (photos) intent else intent.addCategory(Intent.CATEGORY_OPENABLE)
    }

    private fun camera(): Intent =
        Intent(MediaStore.ACTION_IMAGE_CAPTURE)
            .putExtra(MediaStore.EXTRA_OUTPUT, PhotoProvider.uri(this))
            .addFlags(Intent.FLAG_GRANT_WRITE_URI_PERMISSION)

    private fun start(
        intent: Intent,
        request: Int,
    ) {
        try {
            startActivityForResult(intent, request)
        } catch (_: ActivityNotFoundException) {
            Toast.makeText(this, R.string.error_no_app, Toast.LENGTH_LONG).show()
        }
    }

    private fun copy() {
        val clip = ClipData.newPlainText(getString(R.string.text_label), text.text)
        getSystemService(ClipboardManager::class.java).setPrimaryClip(clip)
        // Newer systems show themselves what was copied.
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) {
            Toast.makeText(this, R.string.copied, Toast.LENGTH_SHORT).show()
        }
    }

    private fun share() {
        val intent = Intent(Intent.ACTION_SEND).setType("text/plain")
        intent.putExtra(Intent.EXTRA_TEXT, text.text.toString())
        startActivity(Intent.createChooser(intent, getString(R.string.share)))
    }

    private fun onClick(
        id: Int,
        action: () -> Unit,
    ) = findViewById<View>(id).setOnClickListener { action() }

    private fun visible(
        id: Int,
        whether: Boolean,
    ) {
        findViewById<View>(id).visibility = if (whether) View.VISIBLE else View.GONE
    }

    private companion object {
        const val PICK = 1
        const val TAKE = 2
        const val PERMILLE_PER_CENT = 10
    }
}
