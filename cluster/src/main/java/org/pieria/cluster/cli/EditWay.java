package org.pieria.cluster.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.model.editing.MaskFreeEditing;
import picocli.CommandLine.Option;

/** The four ways to say what is painted anew, of which {@code pieria edit} takes one. */
final class EditWay {

    private static final Pattern FOUR = Pattern.compile("\\d{1,6}(,\\d{1,6}){3}");

    @Option(
            names = "--mask",
            paramLabel = "FILE",
            description = "PNG or JPEG as large as the image: white (or transparent) is painted anew, black is kept.")
    private @Nullable Path mask;

    @Option(
            names = "--box",
            paramLabel = "X,Y,W,H",
            description = "A rectangle is painted anew: left edge, upper edge, width, height in the image's pixels.")
    private @Nullable String box;

    @Option(
            names = "--outpaint",
            paramLabel = "L,T,R,B",
            description = "So many pixels are added at the left, top, right and bottom. The result must be square.")
    private @Nullable String outpaint;

    @Option(
            names = "--mask-free",
            description = "The whole picture moves towards the prompt: 8%% of its tokens are drawn again in each of 100"
                    + " iterations, with guidance 4 and top-k 3 unless --guidance and --top-k say otherwise.")
    private boolean maskFree;

    @Option(names = "--iterations", paramLabel = "N", description = "Of --mask-free; default: 100.")
    private int iterations = MaskFreeEditing.PUBLISHED.iterations();

    @Option(
            names = "--keep-every",
            paramLabel = "N",
            description =
                    "Of --mask-free: pictures of every N iterations are kept beside FILE, as FILE-025.png and so on;"
                            + " default: ${DEFAULT-VALUE}.")
    private int keepEvery = 25;

    EditOptions.Way chosen(SamplingOptions sampling) {
        int ways = (mask == null ? 0 : 1) + (box == null ? 0 : 1) + (outpaint == null ? 0 : 1) + (maskFree ? 1 : 0);
        if (ways != 1) {
            throw wrong("say in one way what is painted anew: --mask FILE, --box X,Y,W,H, --outpaint L,T,R,B or"
                    + " --mask-free; got " + (ways == 0 ? "none" : ways + " of them"));
        }
        if (mask != null) {
            return new EditOptions.MaskFile(mask);
        }
        if (box != null) {
            int[] four = four("--box", "X,Y,W,H", box);
            return new EditOptions.Box(four[0], four[1], four[2], four[3]);
        }
        if (outpaint != null) {
            int[] four = four("--outpaint", "L,T,R,B", outpaint);
            return new EditOptions.Outpaint(four[0], four[1], four[2], four[3]);
        }
        return maskFree(sampling);
    }

    private EditOptions.MaskFree maskFree(SamplingOptions sampling) {
        if (iterations < 1 || keepEvery < 1) {
            throw wrong("--iterations and --keep-every must be at least 1, got " + iterations + " and " + keepEvery);
        }
        return new EditOptions.MaskFree(
                iterations,
                keepEvery,
                sampling.guidance().orElse(MaskFreeEditing.PUBLISHED.guidance()),
                sampling.topK().orElse(MaskFreeEditing.PUBLISHED.topK()));
    }

    private static int[] four(String option, String form, String typed) {
        if (!FOUR.matcher(typed).matches()) {
            throw wrong(
                    option + " must be " + form + ", four whole numbers of pixels such as 16,16,32,32; got " + typed);
        }
        return Arrays.stream(typed.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    }

    private static ExitException wrong(String message) {
        return new ExitException(ExitCode.USAGE, message);
    }
}
