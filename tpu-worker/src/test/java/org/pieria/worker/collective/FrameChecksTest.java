package org.pieria.worker.collective;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pieria.worker.bundle.Wire;
import org.pieria.worker.collective.Frame.Kind;
import org.pieria.worker.collective.Frame.Origin;
import org.pieria.worker.collective.Frame.Place;
import org.pieria.worker.collective.Tally.Event;

/** What must not reach the sum, sent to rank 0 in the middle of step 2. */
class FrameChecksTest {

    private static final int LENGTH = 160;
    /** The node of rank 1 and a chunk of rank 0's segment. */
    private static final Place PLACE = new Place(3, 0, 32, 32);

    private static final Origin PEER = new Origin(Ensemble.NUMBER, 2, 1, "state-2");

    private final Ensemble ensemble = new Ensemble(2, 2, LENGTH);
    private List<float[]> bundles = List.of();

    @BeforeEach
    void finishTheFirstStep() {
        bundles = Bundles.wild(new SplittableRandom(5), 2, LENGTH);
        ensemble.reduce(1, bundles);
    }

    private static ByteBuffer frame(Origin origin, Place place) {
        float[] poison = new float[place.length()];
        Arrays.fill(poison, 666);
        ByteBuffer bytes = ByteBuffer.allocateDirect(Frame.HEADER + 4 * poison.length);
        new Frame(Kind.PARTIAL, origin, place)
                .write(bytes.order(ByteOrder.LITTLE_ENDIAN), Span.all(poison), Wire.FLOAT32);
        return bytes;
    }

    private void assertDropped(ByteBuffer bytes, Event as) {
        long before = ensemble.tally.of(as);
        ensemble.network.deliver(0, bytes);
        ensemble.exchanges.get(0).work();

        assertThat(ensemble.tally.of(as)).isEqualTo(before + 1);
        int[] expected = Bundles.bits(Bundles.treeSum(bundles));
        assertThat(ensemble.reduce(2, bundles))
                .allSatisfy(sum -> assertThat(Bundles.bits(sum)).isEqualTo(expected));
    }

    @Test
    void aChunkOfAnEarlierGeneration() {
        assertDropped(frame(new Origin(Ensemble.NUMBER - 1, 2, 1, "state-2"), PLACE), Event.FOREIGN);
    }

    @Test
    void aChunkOfAStepThatIsOver() {
        assertDropped(frame(new Origin(Ensemble.NUMBER, 1, 1, "state-1"), PLACE), Event.STALE);
    }

    @Test
    void aChunkBesideTheGrid() {
        assertDropped(frame(PEER, new Place(3, 0, 33, 31)), Event.FOREIGN);
    }

    @Test
    void aChunkOfASegmentThatTheBundleDoesNotHave() {
        assertDropped(frame(PEER, new Place(3, 1, 32, 32)), Event.FOREIGN);
    }

    @Test
    void aChunkThatTravelledAsOtherValues() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(Frame.HEADER + 2 * PLACE.length());
        new Frame(Kind.PARTIAL, PEER, PLACE)
                .write(bytes.order(ByteOrder.LITTLE_ENDIAN), Span.all(new float[PLACE.length()]), Wire.BFLOAT16);

        assertDropped(bytes, Event.FOREIGN);
    }

    @Test
    void aChunkOfAnotherOwnersSegment() {
        assertDropped(frame(PEER, new Place(3, 0, 112, 32)), Event.FOREIGN);
    }

    @Test
    void aChunkOfANodeThatIsNotItsSenders() {
        assertDropped(frame(PEER, new Place(2, 0, 32, 32)), Event.FOREIGN);
    }

    @Test
    void aChunkOfNobody() {
        assertDropped(frame(new Origin(Ensemble.NUMBER, 2, 9, "state-2"), PLACE), Event.FOREIGN);
    }

    @Test
    void aChunkWithOneBitChanged() {
        ByteBuffer bytes = frame(PEER, PLACE);
        bytes.put(Frame.HEADER + 17, (byte) (bytes.get(Frame.HEADER + 17) ^ 4));

        assertDropped(bytes, Event.CORRUPT);
    }

    @Test
    void bytesThatAreNoFrame() {
        assertDropped(ByteBuffer.allocateDirect(7), Event.FOREIGN);
    }

    @Test
    void aChunkThatIsThereAlready() {
        ensemble.network.fate(0, frames -> List.of(frames.get(0), frames.get(0)));

        assertThat(ensemble.reduce(2, bundles))
                .allSatisfy(sum -> assertThat(Bundles.bits(sum)).isEqualTo(Bundles.bits(Bundles.treeSum(bundles))));
        assertThat(ensemble.tally.of(Event.DUPLICATE)).isPositive();
    }

    @Test
    void nothingIsSummedWhileRanksDiffer() {
        ensemble.begin(0, 2, Bundles.copy(bundles));
        ensemble.network.deliver(0, frame(new Origin(Ensemble.NUMBER, 2, 1, "elsewhere"), new Place(3, 0, 0, 32)));

        Exchange exchange = ensemble.exchanges.get(0);
        exchange.work();

        assertThat(exchange.differ()).isTrue();
        assertThat(exchange.digests()).containsEntry(0, "state-2").containsEntry(1, "elsewhere");
        assertThat(exchange.missing())
                .as("no chunk of the own segment was added up")
                .allSatisfy(gap -> assertThat(gap.from()).isEqualTo(1));
    }
}
