
# The first argument of these commands is a query: its last word is completed as the collection has it.
_fiche_or_words() {
    if [[ $CURRENT -eq 3 && ${words[2]} == (search|timeline|suggest) && $PREFIX != -* ]]; then
        local -a found
        found=("${(@f)$(fiche suggest --words -- "$PREFIX" 2>/dev/null)}")
        [[ -n $found ]] && compadd -U -V words -- $found
    else
        _fiche "$@"
    fi
}
compdef _fiche_or_words fiche
