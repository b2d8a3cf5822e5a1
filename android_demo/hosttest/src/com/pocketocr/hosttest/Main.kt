package com.pocketocr.hosttest

import com.pocketocr.FolderBundle
import com.pocketocr.NetFactory
import com.pocketocr.PocketOcr
import com.pocketocr.parity.ParityCorpus
import java.io.File
import kotlin.system.exitProcess

private const val USAGE = """usage:
  read BUNDLE RECORDED            read the recorded pages, write each as JSON beside its logits
  parity BUNDLE CORPUS REPORT NET the corpus through the net that the command NET runs
  check BUNDLE RECORDED           what the API promises: one line for each check"""

/** The library on a JVM, without anything of Android's. Called by tests/android_demo. */
public fun main(arguments: Array<String>) {
    val paths = arguments.drop(1).map(::File)
    when {
        arguments.size == 3 && arguments[0] == "read" -> {
            read(FolderBundle(paths[0]), paths[1])
        }

        arguments.size == 5 && arguments[0] == "parity" -> {
            paths[2].writeText(parity(paths[0], paths[1], arguments[4]))
        }

        arguments.size == 3 && arguments[0] == "check" -> {
            exitProcess(check(FolderBundle(paths[0]), recordedPages(paths[1])))
        }

        else -> {
            System.err.println(USAGE)
            exitProcess(2)
        }
    }
}

private fun read(
    bundle: FolderBundle,
    folder: File,
) {
    for (recorded in recordedPages(folder)) {
        PocketOcr.open(bundle, recorded.nets, lexicon = recorded.lexicon).use { ocr ->
            val page = ocr.read(recorded.image, recorded.rotation)
            folder.resolve("${recorded.name}.json").writeText(page.toJson())
        }
    }
}

private fun parity(
    bundle: File,
    corpus: File,
    command: String,
): String {
    lateinit var net: ProcessNet
    val nets = NetFactory { model, _ -> ProcessNet(command, model).also { net = it } }
    return PocketOcr.open(FolderBundle(bundle), nets).use { ocr ->
        ParityCorpus(bundle, corpus, ocr.model).use { parity ->
            parity.answer(net)
            parity.pages.forEachIndexed { index, page ->
                parity.read(index, ocr.read(page.image()))
            }
            parity.version("java", System.getProperty("java.version"))
            parity.version("kotlin", KotlinVersion.CURRENT.toString())
            parity.report("litert-jvm", "Java on ${System.getProperty("os.arch")}")
        }
    }
}
