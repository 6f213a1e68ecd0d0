package org.pieria.actors;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

class SealedReceiveTest {

    sealed interface Command {}

    record Ask() implements Command {}

    sealed interface Inner extends Command {}

    record Forgotten() implements Inner {}

    @Test
    void namesTheMessagesThatWereLeftOut() {
        SealedReceive<Command> receive = SealedReceive.of(Command.class).on(Ask.class, ask -> Behaviors.same());

        assertThatThrownBy(receive::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[Forgotten]");
    }
}
