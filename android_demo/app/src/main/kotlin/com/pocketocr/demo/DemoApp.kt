package com.pocketocr.demo

import android.app.Application

class DemoApp : Application() {
    /** Lives as long as the process: turning the screen neither stops nor repeats a reading. */
    internal val reader by lazy { Reader(this) }
}
