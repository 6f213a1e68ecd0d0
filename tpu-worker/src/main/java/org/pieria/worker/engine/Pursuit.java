package org.pieria.worker.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.pieria.actors.port.Standing;
import org.pieria.actors.port.StepInterrupted;
import org.pieria.worker.handover.Followed;
import org.pieria.worker.handover.Following;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training that is no member's yet and keeps up with a member's, so that a join is nothing but the last steps. It promises
 * nothing: where it breaks off, the whole state is taken at the join. For the state's thread, but for {@link #close}.
 */
final class Pursuit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pursuit.class);

    /** Who is so few steps behind has caught up: it gets them while the members come to a stand. */
    private static final int NEAR = 2;

    /** Longest wait for a step while all are behind, which come one after another. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Longest wait for a step while members wait for this one: all are sent already, unless their sender hangs. */
    private static final Duration SOON = Duration.ofMillis(500);

    private final Training training;
    private final Following following;
    private volatile boolean closed;

    private Pursuit(Training training, Following following) {
        this.training = training;
        this.following = following;
    }

    /**
     * Takes the state from a member that goes on meanwhile, and applies its steps until hardly any is left; further ones as
     * they come. Empty when that member cannot be followed.
     *
     * @param stateThread what runs there may use the training
     */
    static Optional<Pursuit> begin(Training training, Following following, Executor stateThread) {
        Pursuit pursuit = new Pursuit(training, following);
        boolean near = false;
        try {
            near = pursuit.takeUp(following.begin(training.phase(), () -> stateThread.execute(pursuit::goOn)));
        } catch (StepInterrupted broken) {
            LOG.info("{}; the state is taken at the join instead", broken.getMessage());
        } finally {
            if (!near) {
                pursuit.close();
            }
        }
        return near ? Optional.of(pursuit) : Optional.empty();
    }

    private boolean takeUp(Following.Start start) {
        training.take(start.standing().step(), start.values());
        return stands(start.standing()) && catchUp(start.behind());
    }

    private boolean catchUp(int behind) {
        int left = behind;
        while (left > NEAR) {
            Optional<Followed> next = following.await(PATIENCE);
            if (next.isEmpty() || !applied(next.get())) {
                return false;
            }
            left = next.get().behind();
        }
        return true;
    }

    private void goOn() {
        if (!closed) {
            following.poll().ifPresent(this::applied);
        }
    }

    /** Whether the step led where it should. */
    private boolean applied(Followed step) {
        if (step.standing().step() == training.held() + 1) {
            training.follow(step.sum());
        }
        return stands(step.standing());
    }

    private boolean stands(Standing wanted) {
        boolean stands = training.standing().equals(wanted);
        if (!stands) {
            LOG.warn("it stands at {} after following to {}, and follows no further", training.standing(), wanted);
            close();
        }
        return stands;
    }

    /** Applies what is still to come up to a step, as far as it comes. */
    void reach(long step) {
        boolean goesOn = true;
        while (goesOn && training.held() < step) {
            goesOn = following.await(SOON).filter(this::applied).isPresent();
        }
    }

    @Override
    public void close() {
        closed = true;
        following.close();
    }
}
