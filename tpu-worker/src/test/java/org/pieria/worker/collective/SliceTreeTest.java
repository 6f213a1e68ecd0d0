package org.pieria.worker.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pieria.worker.collective.SliceTree.Addition;
import org.pieria.worker.collective.SliceTree.Block;

class SliceTreeTest {

    @Test
    void blocksOfThreeRanksCoverEightSlicesInOrder() {
        SliceTree tree = new SliceTree(8);

        assertThat(List.of(tree.block(0, 3), tree.block(1, 3), tree.block(2, 3)))
                .containsExactly(new Block(0, 2), new Block(2, 5), new Block(5, 8));
    }

    @Test
    void aBlockIsMadeOfItsLargestCompleteSubtrees() {
        SliceTree tree = new SliceTree(8);

        assertThat(tree.subtrees(new Block(0, 8))).containsExactly(1);
        assertThat(tree.subtrees(new Block(0, 2))).containsExactly(4);
        assertThat(tree.subtrees(new Block(2, 5))).containsExactly(5, 12);
        assertThat(tree.subtrees(new Block(5, 8))).containsExactly(13, 7);
    }

    @Test
    void additionsPutTheLeftChildFirst() {
        List<Addition> additions = new SliceTree(8).additions(1, List.of(4, 5, 12, 13, 7));

        assertThat(additions)
                .containsExactly(new Addition(0, 1), new Addition(2, 3), new Addition(2, 4), new Addition(0, 2));
    }

    @Test
    void saysWhichSliceNobodyBrings() {
        assertThatThrownBy(() -> new SliceTree(4).additions(1, List.of(2, 7)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("slice 2 is in none of the nodes [2, 7]");
    }

    @Test
    void refusesNumbersOfSlicesThatAreNoPowerOfTwo() {
        assertThatThrownBy(() -> new SliceTree(6)).hasMessageContaining("power of two, got 6");
    }

    @Test
    void refusesMoreRanksThanSlices() {
        assertThatThrownBy(() -> new SliceTree(4).block(0, 5)).hasMessageContaining("rank 0 of 5 over 4 slices");
        assertThatThrownBy(() -> new SliceTree(4, List.of(3, 2)))
                .hasMessageContaining("shares must be at least 1 and 4");
    }
}
