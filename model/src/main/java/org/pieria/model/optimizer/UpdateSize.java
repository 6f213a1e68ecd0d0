package org.pieria.model.optimizer;

import com.typesafe.config.Config;

/**
 * How large an update is before the learning rate.
 *
 * @param clip its greatest root mean square; 0: it is not clipped
 * @param relative whether it is times the root mean square of the parameter, 1e-3 at least
 * @param scope over what both root mean squares are taken
 */
record UpdateSize(double clip, boolean relative, Scope scope) {

    /** What has one root mean square. */
    enum Scope {
        /** Each of a stack of matrices. */
        MATRIX,
        /** The whole tensor. */
        TENSOR
    }

    UpdateSize {
        Words.require(clip >= 0 && Double.isFinite(clip), "adafactor.clip must not be negative (0: off)", clip);
    }

    static UpdateSize from(Config section) {
        return new UpdateSize(
                section.getDouble("clip"),
                section.getBoolean("parameter-scale"),
                Words.choice(section, "scope", Scope.class));
    }

    /** The factor that turns a root mean square into its excess over the clip; 0 if nothing is clipped. */
    float perClip() {
        return clip == 0 ? 0 : (float) (1 / clip);
    }
}
