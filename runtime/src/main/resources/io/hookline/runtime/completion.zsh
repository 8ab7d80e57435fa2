# Completes hookline's commands in zsh.
_hookline() {
  local line word
  local -a offers
  for line in "${(@f)$("${words[1]}" __complete "${words[CURRENT]}" "${(@)words[2,CURRENT-1]}" 2>/dev/null)}"; do
    word=${line%%$'\t'*}
    if [[ $word == :files ]]; then
      _files
    elif [[ -n $word ]]; then
      offers+=("${word//:/\\:}${${line#$word}:+:${line#*$'\t'}}")
    fi
  done
  (( $#offers )) && _describe -V hookline offers
}
compdef _hookline hookline
