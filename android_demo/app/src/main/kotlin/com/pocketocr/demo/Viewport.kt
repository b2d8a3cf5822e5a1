package com.pocketocr.demo

import android.graphics.Matrix
import android.graphics.RectF

/** Which part of a page a view shows: from all of it to a few words, never beside it. */
internal class Viewport {
    /** From the page's pixels to the view's. */
    val matrix = Matrix()

    /** Pixels of the view that a pixel of the page takes. */
    var scale = 1f
        private set

    private var fit = 1f
    private val page = RectF()
    private val view = RectF()

    fun show(
        pageWidth: Int,
        pageHeight: Int,
        viewWidth: Int,
        viewHeight: Int,
    ) {
        page.set(0f, 0f, pageWidth.toFloat(), pageHeight.toFloat())
        view.set(0f, 0f, viewWidth.toFloat(), viewHeight.toFloat())
        matrix.setRectToRect(page, view, Matrix.ScaleToFit.CENTER)
        fit = matrix.mapRadius(1f)
        scale = fit
    }

    /** Zoom by a factor about a point of the view. */
    fun zoom(
        factor: Float,
        x: Float,
        y: Float,
    ) {
        val wanted = (scale * factor).coerceIn(fit, fit * MOST)
        matrix.postScale(wanted / scale, wanted / scale, x, y)
        scale = wanted
        move(0f, 0f)
    }

    /** All of the page, or a point of the view nearer. */
    fun toggle(
        x: Float,
        y: Float,
    ) = zoom(if (scale > fit) fit / scale else NEARER, x, y)

    /** Move by pixels of the view, and back to where the page fills the view or its middle. */
    fun move(
        x: Float,
        y: Float,
    ) {
        matrix.postTranslate(x, y)
        val shown = RectF()
        matrix.mapRect(shown, page)
        matrix.postTranslate(
            back(shown.left, shown.right, view.right),
            back(shown.top, shown.bottom, view.bottom),
        )
    }

    /** The page's point under a point of the view. */
    fun onPage(
        x: Float,
        y: Float,
    ): FloatArray {
        val point = floatArrayOf(x, y)
        val inverse = Matrix()
        matrix.invert(inverse)
        inverse.mapPoints(point)
        return point
    }

    private fun back(
        low: Float,
        high: Float,
        size: Float,
    ): Float =
        when {
            high - low < size -> (size - high - low) / 2
            low > 0 -> -low
            high < size -> size - high
            else -> 0f
        }

    private companion object {
        const val MOST = 12f
        const val NEARER = 3f
    }
}
