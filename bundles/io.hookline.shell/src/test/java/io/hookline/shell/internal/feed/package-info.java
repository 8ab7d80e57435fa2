@NullMarked
package io.hookline.shell.internal.feed;

import org.jspecify.annotations.NullMarked;
