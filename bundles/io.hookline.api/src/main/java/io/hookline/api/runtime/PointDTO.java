package io.hookline.api.runtime;

import io.hookline.api.ErrorPolicy;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** An open hook point. */
@ProviderType
public interface PointDTO {

    /** The point's name. */
    String name();

    /** Class name of its contract. */
    String contract();

    /** Symbolic names of the bundles that opened it. */
    List<String> owners();

    /** What a hook's failure does. */
    ErrorPolicy errorPolicy();

    /** How many hooks a call runs. */
    int hooks();

    /** Plugins or hooks without which no call passes. */
    List<String> required();

    /** Those of them that are not there now. */
    List<String> missing();
}
