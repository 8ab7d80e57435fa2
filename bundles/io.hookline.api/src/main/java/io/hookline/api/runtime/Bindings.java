package io.hookline.api.runtime;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The rows that bind plain classes to hook points: configurations of the factory {@value #FACTORY_PID}.
 *
 * <p>An OSGi service. The answer is a snapshot; asking waits for nothing. Safe for use by many threads.
 */
@ProviderType
public interface Bindings {

    /** Factory PID of a row. */
    String FACTORY_PID = "io.hookline.binding";

    /** The rows by name, each once for every release of its plugin that it matches, and once if it matches none. */
    List<BindingStatus> rows();
}
