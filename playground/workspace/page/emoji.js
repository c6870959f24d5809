const table = `
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 eyes 👀 white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ pushpin 📌 round_pushpin 📍
warning ⚠️ rotating_light 🚨 fire 🔥 fire_engine 🚒 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 speech_balloon 💬 memo 📝 pencil ✏️ pencil2 ✏️
clipboard 📋 bookmark_tabs 📑 page_facing_up 📄 link 🔗 lock 🔒 unlock 🔓 key 🔑 shield 🛡️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑
construction 🚧 hourglass ⌛ hourglass_flowing_sand ⏳ stopwatch ⏱️ alarm_clock ⏰ clock1 🕐 calendar 📅 date 📅 spiral_calendar_pad 🗓️
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪
black_circle ⚫ large_red_square 🟥 large_green_square 🟩 rocket 🚀 package 📦 ship 🚢 rewind ⏪ leftwards_arrow_with_hook ↩️ arrow_up ⬆️
arrow_down ⬇️ arrow_right ➡️ arrow_left ⬅️ arrows_counterclockwise 🔄 repeat 🔁 twisted_rightwards_arrows 🔀 heavy_plus_sign ➕ question ❓
grey_question ❔ exclamation ❗ grey_exclamation ❕ bulb 💡 mag 🔍 mag_right 🔎 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉
bar_chart 📊 gear ⚙️ wrench 🔧 hammer 🔨 hammer_and_wrench 🛠️ toolbox 🧰 test_tube 🧪 microscope 🔬 thermometer 🌡️ stethoscope 🩺 pager 📟
telephone_receiver 📞 iphone 📱 computer 💻 desktop_computer 🖥️ floppy_disk 💾 email 📧 envelope ✉️ inbox_tray 📥 outbox_tray 📤 globe_with_meridians 🌐
wave 👋 raised_hand ✋ hand ✋ ok_hand 👌 pray 🙏 clap 👏 muscle 💪 point_right 👉 point_up ☝️ tada 🎉 sparkles ✨ star ⭐ heart ❤️ 100 💯
smile 😄 slightly_smiling_face 🙂 grinning 😀 joy 😂 thinking_face 🤔 sweat_smile 😅 cry 😢 scream 😱 sleeping 😴 zzz 💤 robot_face 🤖
bust_in_silhouette 👤 busts_in_silhouette 👥 firefighter 🧑‍🚒 crown 👑 dart 🎯 checkered_flag 🏁 triangular_flag_on_post 🚩 house 🏠 sunny ☀️ snowflake ❄️ ice_cube 🧊
information_source ℹ️ new 🆕 ok 🆗 sos 🆘 zap ⚡ boom 💥 bug 🐛 recycle ♻️ books 📚 book 📖 scroll 📜 file_folder 📁 card_index_dividers 🗂️
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ black_square_for_stop ⏹️ double_vertical_bar ⏸️ arrow_forward ▶️ black_right_pointing_triangle_with_double_vertical_bar ⏯️`;

const words = table.trim().split(/\s+/);
const emoji = new Map();
for (let at = 0; at + 1 < words.length; at += 2) emoji.set(words[at], words[at + 1]);

/** The character of a shortcode, or the shortcode as it was written. */
export function emojiOf(name) {
  return emoji.get(name.replace(/::skin-tone-\d$/, '')) ?? `:${name}:`;
}
