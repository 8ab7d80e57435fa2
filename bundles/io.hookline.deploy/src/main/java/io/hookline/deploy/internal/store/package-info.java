/** What outlasts the process: jars by their content, desired sets, quarantine, and the record of starts. */
@NullMarked
package io.hookline.deploy.internal.store;

import org.jspecify.annotations.NullMarked;
