package io.hookline.api.runtime;

import io.hookline.api.ErrorPolicy;
import java.util.List;

/**
 * An open hook point.
 *
 * @param name the point's name
 * @param contract class name of its contract
 * @param owners symbolic names of the bundles that opened it
 * @param errorPolicy what a hook's failure does
 * @param hooks how many hooks a call runs
 * @param required plugins or hooks without which no call passes
 * @param missing those of them that are missing now
 */
public record PointStatus(
        String name,
        String contract,
        List<String> owners,
        ErrorPolicy errorPolicy,
        int hooks,
        List<String> required,
        List<String> missing) {

    /** Copies the lists. */
    public PointStatus {
        owners = List.copyOf(owners);
        required = List.copyOf(required);
        missing = List.copyOf(missing);
    }
}
