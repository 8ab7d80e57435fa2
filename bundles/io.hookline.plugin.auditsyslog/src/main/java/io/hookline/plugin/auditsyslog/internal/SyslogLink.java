package io.hookline.plugin.auditsyslog.internal;

import java.io.IOException;
import java.util.List;

/** The way to the server. One thread sends; another one may close it. */
interface SyslogLink extends AutoCloseable {

    /**
     * Sends messages. When this returns, the operating system has them; whether the server gets them, syslog does not
     * tell.
     *
     * @throws IOException if that is not known of any of them
     */
    void send(List<byte[]> messages) throws IOException;

    @Override
    void close();
}
