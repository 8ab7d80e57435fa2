package io.hookline.deploy.artifact;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The metrics that plugins of one artifact type have defined themselves, for {@code /metrics}: an OSGi service of the
 * type. Safe for use by many threads.
 */
@ConsumerType
public interface PluginMetrics {

    /** The values now, of the plugins that are installed. Called once for each scrape: it must not block. */
    List<PluginMetric> metrics();
}
