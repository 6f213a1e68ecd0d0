package org.pieria.worker.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pieria.worker.data.DataSet;
import org.pieria.worker.data.Pictures;
import org.pieria.worker.data.Progress;
import org.pieria.worker.phase.RunData;

/**
 * The captions to paint, and the real images to compare with: centred squares at the size that is painted.
 *
 * @param side pixels per side of what is painted
 * @param references how many real images there are; 0 where there is nothing to compare with
 * @param reference reads one of them
 * @param compared where the references come from, for reports
 */
record Subject(CaptionList captions, int side, int references, IntFunction<Picture> reference, String compared) {

    private static final int LONGEST = 4096;
    private static final String OWN = "the images of the captions";

    /** Whether reference i belongs to caption i. */
    boolean paired() {
        return compared.equals(OWN);
    }

    /** As an order says. */
    static Subject of(EvaluationOrder order, RunData data, int side) throws IOException {
        EvaluationOrder.Against against = order.against();
        Subject subject;
        if (against.captions().isEmpty()) {
            subject = heldOut(order, data, side);
        } else if (Files.isDirectory(against.captions().get())) {
            subject = shards(order, against.captions().get(), side);
        } else {
            CaptionList list = CaptionFiles.read(against.captions().get()).draw(against.count(), order.seed());
            subject = new Subject(list, side, 0, Subject::none, "nothing");
        }
        return against.images().isPresent() ? subject.with(against.images().get(), side) : subject;
    }

    private static Subject heldOut(EvaluationOrder order, RunData data, int side) {
        if (data.split().heldOut().length == 0) {
            throw new IllegalArgumentException("the run holds no samples out (data.held-out is "
                    + order.root().getDouble("pieria.data.held-out") + "); give --captions");
        }
        IntStream numbers = IntStream.of(data.split().heldOut());
        return samples(order, data.set(), list("held-out samples of the run", data.set(), numbers), side);
    }

    private static Subject shards(EvaluationOrder order, Path directory, int side) {
        DataSet set = DataSet.open(directory, LONGEST, Progress.SILENT);
        String source = "shards " + set.index().digest();
        return samples(order, set, list(source, set, IntStream.range(0, set.size())), side);
    }

    private static CaptionList list(String source, DataSet set, IntStream numbers) {
        return new CaptionList(
                source,
                numbers.mapToObj(number ->
                                new CaptionList.Entry(number, set.sample(number).caption(), ""))
                        .toList());
    }

    /** The images of the very captions that are painted. */
    private static Subject samples(EvaluationOrder order, DataSet set, CaptionList all, int side) {
        CaptionList drawn = all.draw(order.against().count(), order.seed());
        return new Subject(
                drawn,
                side,
                drawn.entries().size(),
                i -> new Picture(set.picture(drawn.entries().get(i).number(), side), side, side),
                OWN);
    }

    private Subject with(Path folder, int side) throws IOException {
        List<Path> files = images(folder);
        return new Subject(
                captions, side, files.size(), i -> read(files.get(i), side), "folder " + folder.getFileName());
    }

    static List<Path> images(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder of images " + folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> images = files.filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .matches(".*\\.(png|jpe?g)"))
                    .sorted()
                    .toList();
            if (images.isEmpty()) {
                throw new IllegalArgumentException("the folder " + folder + " holds no .png or .jpg");
            }
            return images;
        }
    }

    private static Picture read(Path file, int side) {
        try {
            return new Picture(Pictures.square(Files.readAllBytes(file), side), side, side);
        } catch (IOException broken) {
            throw new IllegalArgumentException("the image " + file + " cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static Picture none(int number) {
        throw new IllegalStateException("there is no reference " + number);
    }
}
