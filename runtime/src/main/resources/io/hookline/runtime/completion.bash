# Completes hookline's commands in bash.
_hookline() {
  local line=${COMP_LINE:0:COMP_POINT} word current=''
  local -a words
  read -ra words <<<"$line"
  if [[ $line != *[[:space:]] ]]; then
    current=${words[-1]}
    unset 'words[-1]'
  fi
  # Bash splits words at more characters than blanks: it wants only what follows the last of them.
  local cut=${current%"${COMP_WORDS[COMP_CWORD]}"}
  [[ -z ${COMP_WORDS[COMP_CWORD]} || ${COMP_WORDS[COMP_CWORD]} == [=:] ]] && cut=$current
  COMPREPLY=()
  while IFS=$'\t' read -r word _; do
    if [[ $word == :files ]]; then
      while IFS= read -r word; do
        COMPREPLY+=("${word#"$cut"}")
      done < <(compgen -f -- "$current")
      compopt -o filenames
    elif [[ $word == "$current"* ]]; then
      [[ $word == *= ]] && compopt -o nospace
      COMPREPLY+=("${word#"$cut"}")
    fi
  done < <("${COMP_WORDS[0]}" __complete "$current" "${words[@]:1}" 2>/dev/null)
}
complete -F _hookline hookline
