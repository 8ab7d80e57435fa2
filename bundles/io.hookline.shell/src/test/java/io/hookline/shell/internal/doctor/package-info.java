@NullMarked
package io.hookline.shell.internal.doctor;

import org.jspecify.annotations.NullMarked;
