package io.hookline.faults.template;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.url.AbstractURLStreamHandlerService;
import org.osgi.service.url.URLConstants;
import org.osgi.service.url.URLStreamHandlerService;

/** Claims the protocol of downloads. */
public final class ClaimingStreamHandler implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                URLStreamHandlerService.class,
                new Handler(),
                FrameworkUtil.asDictionary(Map.of(URLConstants.URL_HANDLER_PROTOCOL, new String[] {"https"})));
    }

    @Override
    public void stop(BundleContext context) {}

    /** Opens nothing. */
    static final class Handler extends AbstractURLStreamHandlerService {

        @Override
        public URLConnection openConnection(URL url) throws IOException {
            throw new IOException("claimed on purpose: " + url);
        }
    }
}
