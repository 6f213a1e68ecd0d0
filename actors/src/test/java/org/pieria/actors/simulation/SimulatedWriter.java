package org.pieria.actors.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.pieria.actors.port.SaveOrder;
import org.pieria.actors.port.SavedPart;

/** The thread of an engine that writes checkpoints, one after another, from copies. */
final class SimulatedWriter {

    private final SimulatedEngine engine;
    private final Deque<Runnable> saveThread = new ArrayDeque<>();
    private boolean saveBusy;

    SimulatedWriter(SimulatedEngine engine) {
        this.engine = engine;
    }

    void save(SaveOrder order, Numbers.State copy, Answer<SavedPart> answer) {
        saveThread.add(() -> write(order, copy, answer));
        nextSave();
    }

    private void nextSave() {
        if (!saveBusy && !saveThread.isEmpty()) {
            saveBusy = true;
            saveThread.remove().run();
        }
    }

    private void write(SaveOrder order, Numbers.State copy, Answer<SavedPart> answer) {
        engine.within(
                engine.world().store.latency(engine.dice()) + engine.dice().between(1_000, 200_000), () -> {
                    Numbers.State content = engine.world().defect.snapshot(copy, engine.held());
                    SavedPart part = new SavedPart(order.step(), copy.digest(), order.rank(), List.of(), Map.of());
                    try {
                        engine.world()
                                .store
                                .write(() -> engine.world()
                                        .store
                                        .put(
                                                order.directory(),
                                                order.rank(),
                                                new SimulatedStore.Part(
                                                        engine.place(), content, order.ranks(), false)));
                    } catch (SimulatedStore.DiskFault failure) {
                        saved(() -> answer.failed(failure));
                        return;
                    }
                    if (engine.world().defect.syncs()) {
                        engine.within(engine.world().store.latency(engine.dice()), () -> sync(order, part, answer));
                    } else {
                        saved(() -> answer.done(part));
                    }
                });
    }

    private void sync(SaveOrder order, SavedPart part, Answer<SavedPart> answer) {
        try {
            engine.world().store.write(() -> engine.world().store.sync(order.directory(), order.rank()));
            saved(() -> answer.done(part));
        } catch (SimulatedStore.DiskFault failure) {
            saved(() -> answer.failed(failure));
        }
    }

    private void saved(Runnable told) {
        saveBusy = false;
        told.run();
        nextSave();
    }
}
