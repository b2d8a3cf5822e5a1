package com.pocketocr.doubles;

import android.content.res.AssetManager;
import com.pocketocr.Image;
import com.pocketocr.PocketOcr;
import com.pocketocr.Rotation;
import com.pocketocr.Word;
import com.pocketocr.android.AssetBundle;
import com.pocketocr.android.LiteRtNet;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** ASSETS COMPRESSED[,COMPRESSED] FOLDER [GREY WIDTH HEIGHT]: the words of a page, or the error. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        Set<String> compressed = new HashSet<>(Arrays.asList(arguments[1].split(",")));
        AssetManager assets = new AssetManager(new File(arguments[0]), compressed);
        AssetBundle bundle = new AssetBundle(assets, arguments[2]);
        try (PocketOcr ocr = PocketOcr.open(bundle, LiteRtNet.factory())) {
            ByteBuffer grey = ByteBuffer.wrap(Files.readAllBytes(new File(arguments[3]).toPath()));
            int width = Integer.parseInt(arguments[4]);
            int height = Integer.parseInt(arguments[5]);
            Image image = new Image(grey, Image.Format.GRAY8, width, height, width);
            for (Word word : ocr.read(image, Rotation.UPRIGHT).getWords()) {
                int[] quad = word.getQuad().toIntArray();
                out.println(word.getConfidence() + "\t" + word.getText() + "\t" + Arrays.toString(quad));
            }
        } catch (IOException error) {
            out.println(error.getMessage());
        }
    }
}
