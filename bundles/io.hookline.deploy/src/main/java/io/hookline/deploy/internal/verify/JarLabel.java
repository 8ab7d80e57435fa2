package io.hookline.deploy.internal.verify;

import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;

/** What a jar is called in messages, and the refusals that begin with it. */
record JarLabel(String name) {

    static final JarLabel OUTER = new JarLabel("The jar");

    static JarLabel nested(String path) {
        return new JarLabel("The nested jar " + Printable.quoted(path));
    }

    DeployRefusedException empty() {
        return refused(DeployRefusal.EMPTY, "is empty. Copy it again, or wait until it is written completely.");
    }

    DeployRefusedException damaged(String cause) {
        return refused(
                DeployRefusal.DAMAGED,
                "is damaged: " + cause + ". Build it again, or copy it again if it was cut off on the way.");
    }

    DeployRefusedException tooLarge(String cause, String remedy) {
        return refused(DeployRefusal.TOO_LARGE, "is too large: " + cause + ". " + remedy);
    }

    DeployRefusedException unsafeNames(String cause) {
        return refused(
                DeployRefusal.UNSAFE_NAMES,
                "has unsafe names: " + cause + ". Build it again with plain relative names, each of them once.");
    }

    DeployRefusedException notABundle(String cause, String remedy) {
        return refused(DeployRefusal.NOT_A_BUNDLE, "is not a plugin: " + cause + ". " + remedy);
    }

    private DeployRefusedException refused(DeployRefusal refusal, String text) {
        return new DeployRefusedException(refusal, name + " " + text);
    }
}
