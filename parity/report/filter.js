// Shows only the tiles in which one run differs. Without scripts all of them are shown.
{
  const choice = document.getElementById("only");
  if (choice) {
    const cards = [...document.querySelectorAll(".card")];
    const show = () => {
      const wanted = choice.value ? `|${choice.value}|` : "";
      for (const card of cards) card.hidden = !card.dataset.runs.includes(wanted);
      const shown = cards.filter((card) => !card.hidden).length;
      document.getElementById("shown").value = `${shown} shown`;
    };
    document.getElementById("filter").hidden = false;
    choice.addEventListener("change", show);
    show();
  }
}
