/** Who may do what over the network: tokens, sessions, one-time codes, and the record of what was done. */
@NullMarked
package io.hookline.admin.internal.access;

import org.jspecify.annotations.NullMarked;
