package org.pieria.worker.evaluation;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Where painted pictures are kept, if anywhere: {@code 00000.png} for the first caption of its list, and so on. */
final class PictureFolder {

    private final Optional<Path> folder;

    private PictureFolder(Optional<Path> folder) {
        this.folder = folder;
    }

    static PictureFolder of(Optional<Path> folder) throws IOException {
        if (folder.isPresent()) {
            Files.createDirectories(folder.get());
        }
        return new PictureFolder(folder);
    }

    /** The name of a caption's picture. */
    static String name(int number) {
        return "%05d.png".formatted(number);
    }

    void write(List<CaptionList.Entry> captions, List<Picture> pictures) throws IOException {
        for (int i = 0; i < captions.size() && folder.isPresent(); i++) {
            write(pictures.get(i), folder.get().resolve(name(captions.get(i).number())));
        }
    }

    /** Writes one picture as PNG. */
    static void write(Picture picture, Path file) throws IOException {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < picture.height() * picture.width(); i++) {
            int at = i * Picture.CHANNELS;
            int rgb = ((picture.rgb()[at] & 0xFF) << 16)
                    | ((picture.rgb()[at + 1] & 0xFF) << 8)
                    | (picture.rgb()[at + 2] & 0xFF);
            image.setRGB(i % picture.width(), i / picture.width(), rgb);
        }
        ImageIO.write(image, "png", file.toFile());
    }
}
