import org.gradle.api.DefaultTask
import org.gradle.api.file.DirectoryProperty
import org.gradle.api.file.FileSystemOperations
import org.gradle.api.provider.SetProperty
import org.gradle.api.tasks.Input
import org.gradle.api.tasks.InputDirectory
import org.gradle.api.tasks.Optional
import org.gradle.api.tasks.OutputDirectory
import org.gradle.api.tasks.PathSensitive
import org.gradle.api.tasks.PathSensitivity
import org.gradle.api.tasks.TaskAction
import javax.inject.Inject

/** Assets from the repository's own folders, so that a bundle or a corpus is committed once. */
abstract class CopyAssets
    @Inject
    constructor(
        private val files: FileSystemOperations,
    ) : DefaultTask() {
        /** A bundle's folder: `pocket_ocr/` of the assets. */
        @get:InputDirectory
        @get:PathSensitive(PathSensitivity.RELATIVE)
        abstract val bundle: DirectoryProperty

        /** The parity corpus, for tests alone: `corpus/` of the assets. */
        @get:Optional
        @get:InputDirectory
        @get:PathSensitive(PathSensitivity.RELATIVE)
        abstract val corpus: DirectoryProperty

        /** Patterns of names that stay behind. */
        @get:Input
        abstract val without: SetProperty<String>

        @get:OutputDirectory
        abstract val assets: DirectoryProperty

        @TaskAction
        fun copy() {
            files.sync {
                into(assets)
                exclude(without.get())
                from(bundle) { into("pocket_ocr") }
                if (corpus.isPresent) {
                    from(corpus) { into("corpus") }
                }
            }
        }
    }
