package io.hookline.shell.doctor;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A check of {@code hook:doctor}, as a service. Any thread may call it; an exception is shown as a problem. */
@ConsumerType
@FunctionalInterface
public interface DoctorCheck {

    /** Looks, changes nothing, and says what is wrong; one finding of {@link Finding.Severity#OK} if nothing is. */
    List<Finding> findings();
}
