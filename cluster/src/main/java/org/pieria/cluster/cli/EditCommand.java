package org.pieria.cluster.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.pieria.cluster.config.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pieria edit}. */
@Command(
        name = "edit",
        description = {
            "Edits a picture with the model of a run directory, led by a text; nothing is trained.",
            "The picture is a PNG or JPEG of any size, in colour or grey, of 8 or 16 bits; what is transparent is laid on"
                    + " white, CMYK is refused. The model sees its centred square at the size that it paints."
        },
        footer = {
            "",
            "Examples:",
            "  an apple's place gets a pear:",
            "    pieria edit --dir runs/demo --image in.png --prompt \"a green pear\" --box 16,16,32,32 --out out.png",
            "  a drawing's white parts are filled (white is painted anew, black is kept):",
            "    pieria edit --dir runs/demo --image in.png --prompt \"a red heart\" --mask mask.png --out out.png",
            "  32 pixels more on each side:",
            "    pieria edit --dir runs/demo --image in.png --prompt \"a flag\" --outpaint 32,32,32,32 --out out.png",
            "  the whole picture becomes something else, little by little; the steps are kept to choose from:",
            "    pieria edit --dir runs/demo --image in.png --prompt \"a blue car\" --mask-free --out out.png"
        })
final class EditCommand implements Callable<Integer> {

    private final Supplier<Engine> engine;
    private final Console console;

    @Option(names = "--image", required = true, paramLabel = "FILE", description = "The PNG or JPEG to edit.")
    private Path image = Path.of("");

    @Option(
            names = "--prompt",
            required = true,
            paramLabel = "TEXT",
            description = "The whole picture as it is to be afterwards, in the words of a caption.")
    private String prompt = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The PNG to write.")
    private Path out = Path.of("");

    @Mixin
    private EditWay way = new EditWay();

    @Mixin
    private SamplingOptions sampling = new SamplingOptions();

    EditCommand(Supplier<Engine> engine, Console console) {
        this.engine = engine;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        EditOptions.Way chosen = way.chosen(sampling);
        Configuration configuration = sampling.load();
        CaptionLength length =
                new CaptionLength(configuration.pieria().getInt("data.max-caption-characters"), console.err());
        EditOptions.Wish wish = new EditOptions.Wish(image, chosen, length.usable(prompt), sampling.negative());
        int code = engine.get().edit(new EditOptions(wish, sampling.directory(), out, configuration));
        console.out().println("edited: " + out);
        return code;
    }
}
