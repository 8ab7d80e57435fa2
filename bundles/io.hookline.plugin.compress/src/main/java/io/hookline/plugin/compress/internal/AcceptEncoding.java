package io.hookline.plugin.compress.internal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a client says about content codings: RFC 9110, section 12.5.3. */
final class AcceptEncoding {

    private static final Pattern QUALITY = Pattern.compile("[qQ]=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)");
    private static final int UNSAID = -1;
    private static final int MOST = 1000;

    private AcceptEncoding() {}

    /** Whether the client takes gzip, and does not rather have no coding. A client that says nothing gets none. */
    static boolean prefersGzip(List<String> fields) {
        int gzip = UNSAID;
        int identity = UNSAID;
        int any = UNSAID;
        for (String field : fields) {
            for (String element : field.split(",", -1)) {
                int semicolon = element.indexOf(';');
                String coding = (semicolon < 0 ? element : element.substring(0, semicolon))
                        .strip()
                        .toLowerCase(Locale.ROOT);
                int quality = semicolon < 0 ? MOST : quality(element.substring(semicolon + 1));
                switch (coding) {
                    case "gzip", "x-gzip" -> gzip = Math.max(gzip, quality);
                    case "identity" -> identity = quality;
                    case "*" -> any = quality;
                    default -> {}
                }
            }
        }
        int ofGzip = gzip == UNSAID ? any : gzip;
        return ofGzip > 0 && ofGzip >= identity;
    }

    /** Thousandths; 0 if it is malformed. */
    private static int quality(String parameter) {
        String text = parameter.strip();
        if (!QUALITY.matcher(text).matches()) {
            return 0;
        }
        return (int) Math.round(Double.parseDouble(text.substring(2)) * MOST);
    }
}
