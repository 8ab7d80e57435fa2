/** Publishes static files on the TCP listener of the admin API, such as those of the console. */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.admin.web;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
