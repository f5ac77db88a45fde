
# The first argument of these commands is a query: its last word is completed as the collection has it.
_fiche_or_words() {
    if [[ ${COMP_CWORD} -eq 2 && ${COMP_WORDS[1]} =~ ^(search|timeline|suggest)$ && $2 != -* ]]; then
        local IFS=$'\n'
        COMPREPLY=($("$1" suggest --words -- "${2#[\"\']}" 2>/dev/null))
    else
        _fiche "$@"
    fi
}
complete -F _fiche_or_words -o nosort -o bashdefault -o default fiche
