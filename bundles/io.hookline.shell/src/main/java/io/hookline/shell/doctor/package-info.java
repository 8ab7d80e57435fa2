/** What {@code hook:doctor} looks at. A bundle adds a check as a service. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.shell.doctor;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
