/** What happened lately: the runtime's events, and the log. For the commands, and for other ways in. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.shell.feed;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
