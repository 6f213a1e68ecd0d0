package org.pieria.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pieria.cluster.cli.Cli;
import org.pieria.cluster.cli.Console;
import org.pieria.cluster.exit.ExitCode;

/** What {@code pieria edit} answers before it computes anything. */
class EditErrorsTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void recordARunWithoutCheckpoints() throws IOException {
        Files.createDirectories(directory.resolve("records"));
        Files.writeString(directory.resolve("records/pieria.conf"), "pieria {}");
        picture("in.png", 20, 20);
    }

    @Test
    void wantsExactlyOneWay() {
        assertThat(edit("in.png")).isEqualTo(ExitCode.USAGE);
        assertThat(edit("in.png", "--box", "0,0,4,4", "--mask-free")).isEqualTo(ExitCode.USAGE);
        assertThat(text())
                .contains("--mask FILE, --box X,Y,W,H, --outpaint L,T,R,B or --mask-free; got none")
                .contains("got 2 of them");
    }

    @Test
    void namesAnImageThatIsMissingOrNoImage() throws IOException {
        Files.writeString(directory.resolve("text.png"), "hello");

        assertThat(edit("absent.png", "--mask-free")).isEqualTo(ExitCode.USAGE);
        assertThat(edit("text.png", "--mask-free")).isEqualTo(ExitCode.USAGE);
        assertThat(text())
                .contains("absent.png cannot be used: no such file")
                .contains("text.png cannot be used: neither PNG nor JPEG");
    }

    @Test
    void wantsAMaskOfTheImagesSize() throws IOException {
        picture("mask.png", 20, 19);

        assertThat(edit("in.png", "--mask", at("mask.png"))).isEqualTo(ExitCode.USAGE);
        assertThat(text()).contains("the mask is 20 x 19 pixels and the image 20 x 20");
    }

    @Test
    void wantsABoxWithinTheImage() {
        assertThat(edit("in.png", "--box", "4,4,20,2")).isEqualTo(ExitCode.USAGE);
        assertThat(edit("in.png", "--box", "4,4,0,2")).isEqualTo(ExitCode.USAGE);
        assertThat(edit("in.png", "--box", "4,4")).isEqualTo(ExitCode.USAGE);
        assertThat(text())
                .contains("the box 4,4,20,2 reaches beyond the image, which is 20 x 20 pixels")
                .contains("at least 1 x 1, got 4,4,0,2")
                .contains("--box must be X,Y,W,H, four whole numbers of pixels such as 16,16,32,32; got 4,4");
    }

    @Test
    void paintsSquaresOnly() {
        assertThat(edit("in.png", "--outpaint", "4,0,0,0")).isEqualTo(ExitCode.USAGE);
        assertThat(edit("in.png", "--outpaint", "0,0,0,0")).isEqualTo(ExitCode.USAGE);
        assertThat(text()).contains("the canvas would be 24 x 20 pixels").contains("one above 0, got 0,0,0,0");
    }

    @Test
    void namesThePhaseThatIsNotTrainedYet() {
        assertThat(edit("in.png", "--mask-free")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(text()).contains("has no checkpoint of phase vqgan-low yet");
    }

    @Test
    void checksHowTokensAreDrawn() {
        assertThat(edit("in.png", "--mask-free", "--order", "random")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(edit("in.png", "--mask-free", "--iterations", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(text())
                .contains("sampling.order must be one of confidence, halton, got \"random\"")
                .contains("--iterations and --keep-every must be at least 1, got 0 and 25");
    }

    private int edit(String image, String... more) {
        List<String> arguments = new ArrayList<>(List.of("edit", "--dir", directory.toString(), "--image", at(image)));
        arguments.addAll(List.of("--prompt", "a red heart", "--out", at("out.png")));
        arguments.addAll(List.of(more));
        Console console = new Console(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Map.of());
        return Cli.run(NodeEngine::new, console, arguments.toArray(new String[0]));
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    private void picture(String name, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(image, "png", directory.resolve(name).toFile());
    }

    private String text() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
