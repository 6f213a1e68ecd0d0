package org.pieria.actors.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedMapTest {

    @Test
    void holdsWhatAnOrdinaryMapWouldAfterAnyChanges() {
        Random random = new Random(1);
        Map<Integer, Integer> plain = new HashMap<>();
        SharedMap<Integer, Integer> shared = SharedMap.copyOf(Map.<Integer, Integer>of());
        for (int i = 0; i < 2000; i++) {
            int key = random.nextInt(300);
            boolean more = random.nextInt(3) > 0;
            shared = more ? shared.with(key, i) : shared.without(key);
            if (more) {
                plain.put(key, i);
            } else {
                plain.remove(key);
            }
        }

        assertThat(shared).isEqualTo(plain).hasSameSizeAs(plain);
        assertThat(List.copyOf(shared.keySet())).isSorted().hasSameElementsAs(plain.keySet());
    }

    @Test
    void theMapThatAnotherWasMadeFromStaysAsItWas() {
        SharedMap<String, Integer> before = SharedMap.copyOf(Map.of("a", 1));

        SharedMap<String, Integer> after = before.with("b", 2).without("a");

        assertThat(before).containsExactly(Map.entry("a", 1));
        assertThat(after).containsExactly(Map.entry("b", 2)).doesNotContainKey("a");
        assertThatThrownBy(() -> after.put("c", 3)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> after.keySet().remove("b")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aSharedMapIsNotCopied() {
        SharedMap<String, Integer> map = SharedMap.copyOf(Map.of("a", 1));

        assertThat(SharedMap.copyOf(map)).isSameAs(map);
    }
}
