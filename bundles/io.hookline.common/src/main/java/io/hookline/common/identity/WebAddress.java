package io.hookline.common.identity;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which addresses may be asked for keys and tokens: https, or http on this machine by its name or literal address. */
public final class WebAddress {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private WebAddress() {}

    /**
     * An address of the configuration.
     *
     * @param option the option that sets it
     * @throws IllegalArgumentException if it is not allowed
     */
    public static URI configured(String option, String text) {
        URI address = parse(text);
        if (address == null || !(isHttps(address) || isLoopback(address))) {
            throw new IllegalArgumentException("'" + option + "' is '" + text
                    + "': set an https address without user name, or http on this machine (localhost, 127.0.0.1,"
                    + " [::1])");
        }
        return address;
    }

    /**
     * An address that came from another one. Only an issuer on this machine may lead to http on this machine.
     *
     * @throws IllegalArgumentException if it is not allowed
     */
    public static URI found(String text, URI by) {
        URI address = parse(text);
        if (address == null || !(isHttps(address) || (isLoopback(address) && isLoopback(by)))) {
            throw new IllegalArgumentException("an address that " + by + " names is not https");
        }
        return address;
    }

    private static @Nullable URI parse(String text) {
        try {
            URI address = new URI(text);
            boolean usable = address.getHost() != null
                    && address.getScheme() != null
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null;
            return usable ? address : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isHttps(URI address) {
        return address.getScheme().equalsIgnoreCase("https");
    }

    private static boolean isLoopback(URI address) {
        String scheme = address.getScheme();
        return (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                && LOOPBACK.matcher(address.getHost().toLowerCase(Locale.ROOT)).matches();
    }
}
