/** Files that survive a crash, that only their owner can read, and that are identified by their digest. */
@NullMarked
package io.hookline.common.file;

import org.jspecify.annotations.NullMarked;
