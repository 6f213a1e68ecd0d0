package org.pieria.worker.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pieria.model.random.CounterRandom;
import org.pieria.model.text.TextEncoder;
import org.pieria.worker.engine.CheckpointFiles;
import org.pieria.worker.jobs.PaintConfig;
import org.pieria.worker.jobs.Painter;
import org.pieria.worker.phase.RunModels;
import org.pieria.worker.step.EngineConfig;

/** Paints captions for judging. A caption's picture depends on the seed and its number in the list alone. For one thread. */
final class Studio implements AutoCloseable {

    static final int AT_ONCE = 8;

    private final TextEncoder text;
    private final Painter painter;
    private final CounterRandom random;
    private final boolean high;
    private final int side;

    Studio(EvaluationOrder order, TextEncoder text, RunModels models, CheckpointFiles checkpoints) {
        this.text = text;
        this.high = order.high();
        this.side = side(order, models);
        this.random = CounterRandom.of(order.seed()).at("evaluation");
        Map<String, float[]> weights = new HashMap<>();
        for (String phase : order.painters()) {
            weights.putAll(checkpoints.load(order.checkpoint(phase)).values());
        }
        PaintConfig config = PaintConfig.from(order.root(), AT_ONCE, high);
        this.painter = new Painter(EngineConfig.from(order.root()), models, config, weights);
    }

    /** Pixels per side of what an order paints. */
    static int side(EvaluationOrder order, RunModels models) {
        String vqgan = order.high() ? RunModels.VQGAN_HIGH : RunModels.VQGAN_LOW;
        return models.vqgan(vqgan).config().shape().image();
    }

    List<Picture> paint(List<CaptionList.Entry> captions) {
        List<String> words = captions.stream().map(CaptionList.Entry::caption).toList();
        List<CounterRandom> keys =
                captions.stream().map(caption -> random.at(caption.number())).toList();
        Painter.Painting painting = painter.paint(text.encode(words), keys);
        return (high ? painting.high() : painting.low())
                .stream().map(values -> Picture.of(values, side)).toList();
    }

    @Override
    public void close() {
        painter.close();
    }
}
