package org.pieria.model.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pieria.model.Fixture;
import org.pieria.model.random.CounterRandom;

/** Eight steps of MaskGIT's own algorithm, two images of which one is partly known; by benchmarks/parity/maskgit.py. */
class MaskGitParityTest {

    private static final int TOKENS = 16;
    private static final int CODES = 6;
    private static final int STEPS = 8;

    private static final Fixture FIXTURE = Fixture.of(MaskGitParityTest.class, "maskgit-parity.txt");

    @Test
    void hidesAndDrawsTheSameTokensInEveryStep() {
        List<int[][]> seen = new ArrayList<>();
        Logits recorded = (tokens, guided) -> {
            int step = seen.size();
            seen.add(Arrays.stream(tokens).map(int[]::clone).toArray(int[][]::new));
            return new Logits.Pair(FIXTURE.get("conditional" + step), FIXTURE.get("unconditional" + step));
        };
        CounterRandom random = CounterRandom.of(11);

        seen.add(new ParallelDecoder(CODES, new DecodingOptions(STEPS, GuidanceRamp.to(3), 4.5, 0))
                .decode(recorded, tokens(0), List.of(random.at(0), random.at(1))));

        for (int step = 0; step <= STEPS; step++) {
            assertThat(seen.get(step)).as("step " + step).isDeepEqualTo(tokens(step));
        }
    }

    private static int[][] tokens(int step) {
        float[] flat = FIXTURE.get("tokens" + step);
        int[][] tokens = new int[2][TOKENS];
        for (int i = 0; i < flat.length; i++) {
            tokens[i / TOKENS][i % TOKENS] = (int) flat[i];
        }
        return tokens;
    }
}
