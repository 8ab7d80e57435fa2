package io.hookline.gateway.internal.source;

import java.util.Map;
import org.osgi.framework.Constants;

/** The names of factory configurations. */
final class FactoryName {

    private FactoryName() {}

    /** The name of a configuration: what follows the factory's PID and one character. */
    static String of(String factoryPid, Map<String, Object> properties) {
        return of(factoryPid, String.valueOf(properties.get(Constants.SERVICE_PID)));
    }

    /** The same, of a PID. */
    static String of(String factoryPid, String pid) {
        boolean named = pid.startsWith(factoryPid) && pid.length() > factoryPid.length() + 1;
        return named ? pid.substring(factoryPid.length() + 1) : pid;
    }
}
