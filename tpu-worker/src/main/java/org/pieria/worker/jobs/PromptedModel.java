package org.pieria.worker.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pieria.model.decoding.Logits;
import org.pieria.model.graph.Feed;
import org.pieria.model.transformer.MaskedModel;
import org.pieria.worker.phase.TokenFeeds;
import org.pieria.worker.step.Computation;
import org.pieria.worker.step.HostTensor;
import org.pieria.worker.step.InferenceProgram;
import org.pieria.worker.step.KeptResults;

/**
 * A transformer under prompts. What its layers read of them is computed once, of each side of the guidance when it is first
 * asked for, and stays in TensorFlow's memory until this is closed. For one thread.
 */
final class PromptedModel implements Logits, AutoCloseable {

    private static final String CONDITION = "condition-";

    private final InferenceProgram program;
    private final Form form;
    private final Condition condition;
    private @Nullable KeptResults with;
    private @Nullable KeptResults without;

    PromptedModel(InferenceProgram program, Form form, Condition condition) {
        this.program = program;
        this.form = form;
        this.condition = condition;
    }

    /**
     * The prompts as they are fed.
     *
     * @param with the captions
     * @param without the negative prompts
     */
    record Condition(Map<String, HostTensor> with, Map<String, HostTensor> without) {}

    /** A transformer of a phase. */
    record Form(String phase, MaskedModel model) {

        /** What a program needs: the conditioning and a step's logits. */
        List<Computation> computations() {
            return List.of(
                    new Computation(
                            CONDITION + phase,
                            model.conditioningFeeds(),
                            (tf, parameters, inputs) -> List.copyOf(
                                    model.conditioning(tf, parameters, inputs).values())),
                    new Computation(
                            phase,
                            model.decodingFeeds(),
                            (tf, parameters, inputs) -> List.of(model.logits(tf, parameters, inputs))));
        }

        private List<String> kept() {
            return model.decodingFeeds().stream().skip(1).map(Feed::name).toList();
        }
    }

    @Override
    public Pair of(int[][] tokens, boolean guided) {
        Map<String, HostTensor> fed = Map.of("tokens", TokenFeeds.tokens(Arrays.asList(tokens)));
        with = with == null ? keep(condition.with()) : with;
        float[] conditional = program.floats(form.phase(), fed, with).get(0);
        if (!guided) {
            return Pair.unguided(conditional);
        }
        without = without == null ? keep(condition.without()) : without;
        return new Pair(conditional, program.floats(form.phase(), fed, without).get(0));
    }

    private KeptResults keep(Map<String, HostTensor> feeds) {
        return program.keep(CONDITION + form.phase(), form.kept(), feeds);
    }

    @Override
    public void close() {
        close(with);
        close(without);
    }

    private static void close(@Nullable KeptResults kept) {
        if (kept != null) {
            kept.close();
        }
    }
}
