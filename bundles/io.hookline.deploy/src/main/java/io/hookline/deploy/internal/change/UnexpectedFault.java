package io.hookline.deploy.internal.change;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An error that a file has caused where none is expected, such as a stack overflow in a reader. It refuses that file,
 * and everything else goes on.
 */
public final class UnexpectedFault {

    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFault.class);

    private UnexpectedFault() {}

    /** The refusal of what caused an error; logs where it happened. */
    public static DeployRefusedException in(String label, Throwable error) {
        LOG.error("{} caused an unexpected error", label, error);
        return new DeployRefusedException(
                DeployRefusal.DAMAGED,
                label + " caused an unexpected error, " + error + ": the log says where. Build it again with standard"
                        + " tools, and report the error if that does not help");
    }
}
