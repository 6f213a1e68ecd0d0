package org.pieria.cluster.node;

import com.typesafe.config.Config;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pieria.cluster.cli.EditOptions;
import org.pieria.cluster.exit.ExitCode;
import org.pieria.cluster.exit.ExitException;
import org.pieria.model.editing.MaskFreeEditing;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.text.TextEncoder;
import org.pieria.worker.data.PictureFile;
import org.pieria.worker.data.Pictures;
import org.pieria.worker.jobs.EditCanvas;
import org.pieria.worker.jobs.Editor;
import org.pieria.worker.jobs.PaintConfig;
import org.pieria.worker.jobs.Prompts;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.step.EngineConfig;

/** {@code pieria edit}: a picture edited with the newest checkpoints of a run directory, without a cluster. */
final class Editing {

    private Editing() {}

    static int edit(EditOptions options) throws IOException {
        EditCanvas canvas = canvas(options.wish());
        TrainedRun run =
                TrainedRun.of(options.directory(), options.configuration().pieria());
        Config root = options.configuration().root();
        try (TextEncoder text = RunText.open(options.directory(), root)) {
            RunModels models = new RunModels(root, text.width());
            int side = models.vqgan(run.vqgan()).config().shape().image();
            requireRegion(options.wish(), canvas, side);
            Prompts prompts = Prompts.encode(
                    text, List.of(options.wish().prompt()), options.wish().negative());
            PaintConfig config = PaintConfig.from(root, 1, run.high());
            try (Editor editor = new Editor(EngineConfig.from(root), models, config, run.weights())) {
                CounterRandom key = CounterRandom.of(root.getLong("pieria.sampling.seed"));
                edit(editor, new Editor.Request(canvas, prompts, key), new Target(options, side));
            }
        }
        return ExitCode.DONE;
    }

    /**
     * Where pictures go.
     *
     * @param side of what is written
     */
    private record Target(EditOptions options, int side) {

        void write(Editor.Edited edited) throws IOException {
            PictureFile.write(options.out(), edited.best(), side);
        }

        void writeStage(Editor.Edited edited) throws IOException {
            String name = options.out().getFileName().toString().replaceFirst("(?i)\\.png$", "");
            Path file = options.out().resolveSibling("%s-%03d.png".formatted(name, edited.iteration()));
            PictureFile.write(file, edited.best(), side);
        }
    }

    private static void edit(Editor editor, Editor.Request request, Target target) throws IOException {
        if (!(target.options().wish().way() instanceof EditOptions.MaskFree free)) {
            target.write(editor.repaint(request));
            return;
        }
        MaskFreeEditing editing =
                new MaskFreeEditing(free.iterations(), MaskFreeEditing.PUBLISHED.share(), free.guidance(), free.topK());
        List<Editor.Edited> stages = editor.maskFree(request, editing, free.keepEvery());
        for (Editor.Edited stage : stages) {
            target.writeStage(stage);
        }
        target.write(stages.get(stages.size() - 1));
    }

    private static EditCanvas canvas(EditOptions.Wish wish) {
        BufferedImage image = read(wish.image(), "image");
        try {
            return canvas(image, wish.way());
        } catch (IllegalArgumentException wrong) {
            throw new ExitException(ExitCode.USAGE, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static EditCanvas canvas(BufferedImage image, EditOptions.Way way) {
        if (way instanceof EditOptions.MaskFile mask) {
            return EditCanvas.masked(image, read(mask.file(), "mask"));
        }
        if (way instanceof EditOptions.Box box) {
            return EditCanvas.boxed(image, new EditCanvas.Box(box.x(), box.y(), box.width(), box.height()));
        }
        if (way instanceof EditOptions.Outpaint out) {
            return EditCanvas.extended(image, new EditCanvas.Margins(out.left(), out.top(), out.right(), out.bottom()));
        }
        return EditCanvas.whole(image);
    }

    private static BufferedImage read(Path file, String what) {
        try {
            return Pictures.decode(Files.readAllBytes(file));
        } catch (IOException e) {
            String reason = Files.isRegularFile(file) ? String.valueOf(e.getMessage()) : "no such file";
            throw new ExitException(
                    ExitCode.USAGE, "the " + what + " " + file + " cannot be used: " + reason + " (PNG or JPEG)", e);
        }
    }

    private static void requireRegion(EditOptions.Wish wish, EditCanvas canvas, int side) {
        boolean free = wish.way() instanceof EditOptions.MaskFree;
        if (!free && canvas.region(side).count() == 0) {
            throw new ExitException(
                    ExitCode.USAGE,
                    "nothing is to be painted anew: no pixel of the mask or box lies within the centred square of the"
                            + " image; in a mask, white is painted anew");
        }
    }
}
