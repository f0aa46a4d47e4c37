<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pl_PL">
<context>
    <name>Account</name>
    <message>
        <source>use tls, starttls or none</source>
        <translation>użyj tls, starttls albo none</translation>
    </message>
    <message>
        <source>this sign-in method is not known</source>
        <translation>nieznana metoda logowania</translation>
    </message>
    <message>
        <source>a port is a number from 1 to 65535</source>
        <translation>port to liczba od 1 do 65535</translation>
    </message>
    <message>
        <source>use always, never, until_deleted or days:N</source>
        <translation>użyj always, never, until_deleted albo days:N</translation>
    </message>
    <message>
        <source>use keychain, command or prompt</source>
        <translation>użyj keychain, command albo prompt</translation>
    </message>
    <message>
        <source>name the program and its arguments</source>
        <translation>podaj program i jego argumenty</translation>
    </message>
    <message>
        <source>Enter the name of the %1 server.</source>
        <translation>Podaj nazwę serwera %1.</translation>
    </message>
    <message>
        <source>The name of the %1 server must not hold blanks or other special characters.</source>
        <translation>Nazwa serwera %1 nie może zawierać spacji ani innych znaków specjalnych.</translation>
    </message>
    <message>
        <source>Enter the port of the %1 server.</source>
        <translation>Podaj port serwera %1.</translation>
    </message>
    <message>
        <source>Without encryption anybody on the way to the %1 server could read the password. Choose TLS or STARTTLS.</source>
        <translation>Bez szyfrowania każdy po drodze do serwera %1 mógłby odczytać hasło. Wybierz TLS albo STARTTLS.</translation>
    </message>
    <message>
        <source>The certificate file %1 does not exist.</source>
        <translation>Plik certyfikatu %1 nie istnieje.</translation>
    </message>
    <message>
        <source>use imap or pop3</source>
        <translation>użyj imap albo pop3</translation>
    </message>
    <message>
        <source>Enter the whole mail address, like ala@example.org.</source>
        <translation>Podaj cały adres e-mail, na przykład ala@example.org.</translation>
    </message>
    <message>
        <source>incoming</source>
        <translation>poczty przychodzącej</translation>
    </message>
    <message>
        <source>Enter the user name for the incoming server.</source>
        <translation>Podaj nazwę użytkownika serwera poczty przychodzącej.</translation>
    </message>
    <message>
        <source>outgoing</source>
        <translation>poczty wychodzącej</translation>
    </message>
    <message>
        <source>At least one sender address is needed.</source>
        <translation>Potrzebny jest co najmniej jeden adres nadawcy.</translation>
    </message>
    <message>
        <source>The sender address “%1” is not a mail address.</source>
        <translation>Adres nadawcy „%1” nie jest adresem e-mail.</translation>
    </message>
    <message>
        <source>The reply address “%1” is not a mail address.</source>
        <translation>Adres odpowiedzi „%1” nie jest adresem e-mail.</translation>
    </message>
    <message>
        <source>Name the program that prints the password.</source>
        <translation>Podaj program, który wypisuje hasło.</translation>
    </message>
    <message>
        <source>“%1” is not one mail address</source>
        <translation>„%1” nie jest pojedynczym adresem e-mail</translation>
    </message>
    <message>
        <source>name the file</source>
        <translation>podaj plik</translation>
    </message>
    <message>
        <source>one sender, please</source>
        <translation>podaj jednego nadawcę</translation>
    </message>
    <message>
        <source>this must be a text</source>
        <translation>to musi być tekst</translation>
    </message>
    <message>
        <source>this must be a whole number</source>
        <translation>to musi być liczba całkowita</translation>
    </message>
    <message>
        <source>this must be true or false</source>
        <translation>to musi być true albo false</translation>
    </message>
    <message>
        <source>this must be a list of texts</source>
        <translation>to musi być lista tekstów</translation>
    </message>
    <message>
        <source>this must be an object</source>
        <translation>to musi być obiekt</translation>
    </message>
    <message>
        <source>this must be a list of objects</source>
        <translation>to musi być lista obiektów</translation>
    </message>
    <message>
        <source>secrets do not belong into files. Use &quot;secret&quot;: {&quot;source&quot;: &quot;keychain&quot;} or a command that prints it</source>
        <translation>haseł nie należy zapisywać w plikach. Użyj &quot;secret&quot;: {&quot;source&quot;: &quot;keychain&quot;} albo polecenia, które je wypisuje</translation>
    </message>
    <message>
        <source>this field is not known</source>
        <translation>to pole nie jest znane</translation>
    </message>
    <message>
        <source>days and max_size are numbers from 0; 0 is no limit</source>
        <translation>days i max_size to liczby od 0; 0 oznacza brak limitu</translation>
    </message>
    <message>
        <source>“%1” is none of never, success, failure, delay</source>
        <translation>„%1” to żadne z: never, success, failure, delay</translation>
    </message>
    <message>
        <source>“never” stands alone</source>
        <translation>„never” stoi samo</translation>
    </message>
    <message>
        <source>use auto, save or server</source>
        <translation>użyj auto, save lub server</translation>
    </message>
    <message>
        <source>use ask, never or always</source>
        <translation>użyj ask, never lub always</translation>
    </message>
    <message>
        <source>Choose the file with your certificate for the %1 server, or another way to sign in.</source>
        <translation>Wybierz plik ze swoim certyfikatem dla serwera: %1, albo inny sposób logowania.</translation>
    </message>
    <message>
        <source>write a time like 2026-12-24T18:00:00+01:00</source>
        <translation>podaj czas w postaci 2026-12-24T18:00:00+01:00</translation>
    </message>
</context>
<context>
    <name>AddressInput</name>
    <message>
        <source>“%1” is not a mail address.</source>
        <translation>„%1” nie jest adresem e-mail.</translation>
    </message>
</context>
<context>
    <name>Advice</name>
    <message>
        <source>%1 accepted the sign-in but gave no mailbox; the password is right. Usual reasons: IMAP and POP3 are switched off for this mailbox, its licence is missing, or another account than %2 was chosen in the browser. Switch them on in the web mail&apos;s settings, or ask the administrator.</source>
        <translation>%1 przyjął logowanie, ale nie udostępnił skrzynki; hasło jest poprawne. Zwykłe powody: IMAP i POP3 są wyłączone dla tej skrzynki, brakuje licencji albo w przeglądarce wybrano inne konto niż %2. Włącz je w ustawieniach poczty w przeglądarce albo zapytaj administratora.</translation>
    </message>
    <message>
        <source>%1 has sending from mail programs (SMTP AUTH) switched off for this mailbox or the whole organisation; the password is right. The administrator can switch it on.</source>
        <translation>%1 ma wyłączone wysyłanie z programów pocztowych (SMTP AUTH) dla tej skrzynki lub całej organizacji; hasło jest poprawne. Może je włączyć administrator.</translation>
    </message>
    <message>
        <source>%1 takes no passwords from mail programs any more. Choose sign-in through the browser (OAuth 2.0) in the account&apos;s settings.</source>
        <translation>%1 nie przyjmuje już haseł od programów pocztowych. W ustawieniach konta wybierz logowanie w przeglądarce (OAuth 2.0).</translation>
    </message>
    <message>
        <source>The security rules of your organisation keep mail programs from signing in at %1. Ask its administrator.</source>
        <translation>Zasady bezpieczeństwa Twojej organizacji nie pozwalają programom pocztowym logować się w %1. Zapytaj administratora.</translation>
    </message>
    <message>
        <source>%1 wants an app password here, not your usual one. Make one in the security settings of your account and enter it instead.</source>
        <translation>%1 wymaga tu hasła aplikacji, a nie zwykłego hasła. Utwórz je w ustawieniach bezpieczeństwa konta i wpisz zamiast zwykłego.</translation>
    </message>
    <message>
        <source>%1 did not accept the user name or the password. Your usual password may not be enough: make an app password in the security settings of your account and enter it, or sign in through the browser.</source>
        <translation>%1 nie przyjął nazwy użytkownika lub hasła. Zwykłe hasło może nie wystarczyć: utwórz hasło aplikacji w ustawieniach bezpieczeństwa konta i wpisz je albo zaloguj się w przeglądarce.</translation>
    </message>
    <message>
        <source>%1 wants to see you in the web browser first. Sign in to the web mail there, confirm that it was you, then try again.</source>
        <translation>%1 chce najpierw zobaczyć Cię w przeglądarce. Zaloguj się tam do poczty, potwierdź, że to Ty, i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>IMAP is switched off at %1. Switch it on in the settings of the web mail, then try again.</source>
        <translation>IMAP jest wyłączony w %1. Włącz go w ustawieniach poczty w przeglądarce i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>POP3 is switched off at %1. Switch it on in the settings of the web mail, then try again.</source>
        <translation>POP3 jest wyłączony w %1. Włącz go w ustawieniach poczty w przeglądarce i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>%1 refused the sign-in. Two usual reasons: access for mail programs (IMAP, POP3) is not switched on in the settings of the web mail, or the password is wrong; with two-step sign-in it must be an app password.</source>
        <translation>%1 odrzucił logowanie. Dwa zwykłe powody: dostęp dla programów pocztowych (IMAP, POP3) nie jest włączony w ustawieniach poczty w przeglądarce albo hasło jest błędne; przy logowaniu dwuetapowym musi to być hasło aplikacji.</translation>
    </message>
    <message>
        <source>%1 wants an authorisation code instead of the password: make one in the settings of the web mail, where POP3, IMAP and SMTP are switched on.</source>
        <translation>%1 wymaga kodu autoryzacji zamiast hasła: utwórz go w ustawieniach poczty w przeglądarce, tam gdzie włącza się POP3, IMAP i SMTP.</translation>
    </message>
    <message>
        <source>%1 does not trust this sign-in. Use an authorisation code instead of the password, and let IMAP answer who the program is (account settings).</source>
        <translation>%1 nie ufa temu logowaniu. Użyj kodu autoryzacji zamiast hasła i pozwól, by IMAP podawał, jaki to program (ustawienia konta).</translation>
    </message>
    <message>
        <source>%1 wants you to accept its terms or to give a telephone number first. Sign in to the web mail and do it there.</source>
        <translation>%1 wymaga najpierw przyjęcia regulaminu lub podania numeru telefonu. Zaloguj się do poczty w przeglądarce i zrób to tam.</translation>
    </message>
    <message>
        <source>%1 does not let this user send or read with mail programs. Switch it on in the settings of the web mail, and use an app password.</source>
        <translation>%1 nie pozwala temu użytkownikowi wysyłać ani czytać w programach pocztowych. Włącz to w ustawieniach poczty w przeglądarce i użyj hasła aplikacji.</translation>
    </message>
    <message>
        <source>%1 wants the whole address as the user name: enter %2.</source>
        <translation>%1 wymaga całego adresu jako nazwy użytkownika: wpisz %2.</translation>
    </message>
    <message>
        <source>%1 refused the sign-in. Exchange servers of organisations often want the user name with the domain (DOMAIN\user) and may have passwords for mail programs switched off. Check both with the administrator.</source>
        <translation>%1 odrzucił logowanie. Serwery Exchange w organizacjach często wymagają nazwy użytkownika z domeną (DOMENA\użytkownik) i mogą mieć wyłączone hasła dla programów pocztowych. Sprawdź jedno i drugie u administratora.</translation>
    </message>
    <message>
        <source>The sign-in through the browser is not valid any more at %1. Sign in again.</source>
        <translation>Logowanie w przeglądarce straciło ważność w %1. Zaloguj się ponownie.</translation>
    </message>
    <message>
        <source>The password has expired. Set a new one at %1, then enter it here.</source>
        <translation>Hasło wygasło. Ustaw nowe w %1, a potem wpisz je tutaj.</translation>
    </message>
    <message>
        <source>%1 has a separate password for mail programs. Set it in the customer centre and enter it here instead of the usual one.</source>
        <translation>%1 ma osobne hasło dla programów pocztowych. Ustaw je w panelu klienta i wpisz tutaj zamiast zwykłego.</translation>
    </message>
    <message>
        <source>Enter the user name and the password that the Bridge program shows, not those of your account.</source>
        <translation>Wpisz nazwę użytkownika i hasło, które pokazuje program Bridge, a nie te z Twojego konta.</translation>
    </message>
    <message>
        <source>%1 has seen too many attempts to sign in and refuses all for a while. Wait an hour, then check the password.</source>
        <translation>%1 zauważył zbyt wiele prób logowania i przez pewien czas odrzuca wszystkie. Odczekaj godzinę, potem sprawdź hasło.</translation>
    </message>
    <message>
        <source>%1 cannot check passwords just now. Nothing is wrong with yours; Golub tries again by itself.</source>
        <translation>%1 nie może teraz sprawdzać haseł. Z Twoim wszystko w porządku; Golub sam spróbuje ponownie.</translation>
    </message>
    <message>
        <source>%1 has blocked this account, mostly because strange mail was sent from it. Sign in to the web mail, follow what it says and change the password.</source>
        <translation>%1 zablokował to konto, zwykle dlatego, że wysłano z niego podejrzaną pocztę. Zaloguj się do poczty w przeglądarce, zrób to, o co prosi, i zmień hasło.</translation>
    </message>
    <message>
        <source>%1 takes passwords and mail over encrypted connections only. Choose TLS or STARTTLS in the account&apos;s settings.</source>
        <translation>%1 przyjmuje hasła i pocztę tylko przez połączenia szyfrowane. W ustawieniach konta wybierz TLS lub STARTTLS.</translation>
    </message>
    <message>
        <source>%1 takes mail for others only from users who sign in. Choose a sign-in for the outgoing server in the account&apos;s settings, and check that it is your provider&apos;s server for sending (port 465 or 587).</source>
        <translation>%1 przyjmuje pocztę do innych tylko od zalogowanych użytkowników. W ustawieniach konta wybierz logowanie do serwera poczty wychodzącej i sprawdź, czy to serwer wysyłania Twojego dostawcy (port 465 lub 587).</translation>
    </message>
    <message>
        <source>Signing in is switched off at %1, or this kind of it. Set the sign-in to automatic; where that does not help, the server&apos;s administrator has to allow it.</source>
        <translation>W %1 wyłączono logowanie lub ten jego rodzaj. Ustaw logowanie na automatyczne; jeśli to nie pomoże, musi na nie pozwolić administrator serwera.</translation>
    </message>
    <message>
        <source>Only the administrator of %1 can help here. Tell them the server&apos;s words.</source>
        <translation>Tu może pomóc tylko administrator %1. Przekaż mu słowa serwera.</translation>
    </message>
    <message>
        <source>Too many connections are open to %1, from this program and others such as your telephone. Golub waits and tries again; close other mail programs if it lasts.</source>
        <translation>Do %1 otwartych jest zbyt wiele połączeń, z tego programu i innych, na przykład z telefonu. Golub odczeka i spróbuje ponownie; jeśli to potrwa, zamknij inne programy pocztowe.</translation>
    </message>
    <message>
        <source>%1 wants fewer requests for a while. Golub waits as long as it was told, then goes on by itself.</source>
        <translation>%1 prosi przez pewien czas o mniej zapytań. Golub odczeka tyle, ile trzeba, i sam będzie kontynuować.</translation>
    </message>
    <message>
        <source>The amount of mail that %1 lets through in a day is used up. Everything goes on by itself within 24 hours.</source>
        <translation>Dzienny limit poczty w %1 został wyczerpany. W ciągu 24 godzin wszystko samo ruszy dalej.</translation>
    </message>
    <message>
        <source>Another program, or an earlier connection, has the mailbox at %1 open, and POP3 lets in one at a time. Golub tries again by itself.</source>
        <translation>Skrzynkę w %1 ma otwartą inny program lub wcześniejsze połączenie, a POP3 wpuszcza jedno naraz. Golub sam spróbuje ponownie.</translation>
    </message>
    <message>
        <source>%1 allows a sign-in only every few minutes. Golub waits and tries again by itself.</source>
        <translation>%1 pozwala logować się tylko co kilka minut. Golub odczeka i sam spróbuje ponownie.</translation>
    </message>
    <message>
        <source>Something is wrong at %1 itself; nothing here can be corrected. Golub tries again by itself.</source>
        <translation>Coś jest nie tak po stronie %1; tutaj nie ma czego poprawiać. Golub sam spróbuje ponownie.</translation>
    </message>
    <message>
        <source>As much has been sent from this account as %1 allows in an hour or a day. Send it later; the message is kept.</source>
        <translation>Z tego konta wysłano już tyle, ile %1 pozwala w ciągu godziny lub dnia. Wyślij później; wiadomość jest zachowana.</translation>
    </message>
    <message>
        <source>%1 takes fewer recipients at once. Send the message to smaller groups.</source>
        <translation>%1 przyjmuje mniej odbiorców naraz. Wyślij wiadomość do mniejszych grup.</translation>
    </message>
    <message>
        <source>%1 takes this message for spam. Take out links and pictures or write more of your own words, then try again; if all your mail is refused, sign in to the web mail and see what it says.</source>
        <translation>%1 uznał tę wiadomość za spam. Usuń odnośniki i obrazki albo napisz więcej własnymi słowami i spróbuj ponownie; jeśli odrzucana jest cała poczta, zaloguj się do poczty w przeglądarce i zobacz, co mówi.</translation>
    </message>
    <message>
        <source>%1 takes this message for spam and wants to know that you are a person. Open the link in its answer, or send one message from the web mail, then try again.</source>
        <translation>%1 uznał tę wiadomość za spam i chce wiedzieć, że jesteś człowiekiem. Otwórz odnośnik z odpowiedzi albo wyślij jedną wiadomość z poczty w przeglądarce i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>%1 does not let this content through, mostly because of an attached program or archive. Share the file in another way.</source>
        <translation>%1 nie przepuszcza tej treści, zwykle z powodu załączonego programu lub archiwum. Udostępnij plik inaczej.</translation>
    </message>
    <message>
        <source>%1 found harmful software in the message. Do not send the attachment; check the computer it comes from.</source>
        <translation>%1 znalazł w wiadomości szkodliwe oprogramowanie. Nie wysyłaj załącznika; sprawdź komputer, z którego pochodzi.</translation>
    </message>
    <message>
        <source>The message is larger than %1 takes. Make attachments smaller or share them by a link.</source>
        <translation>Wiadomość jest większa, niż przyjmuje %1. Zmniejsz załączniki lub udostępnij je odnośnikiem.</translation>
    </message>
    <message>
        <source>%1 lets this account send only from its own addresses. Choose another sender, or register the address at the provider as one of yours.</source>
        <translation>%1 pozwala temu kontu wysyłać tylko z jego własnych adresów. Wybierz innego nadawcę albo zarejestruj adres u dostawcy jako swój.</translation>
    </message>
    <message>
        <source>%1 does not know the domain of the sender&apos;s address. Check how the address is spelled in the account&apos;s settings.</source>
        <translation>%1 nie zna domeny adresu nadawcy. Sprawdź pisownię adresu w ustawieniach konta.</translation>
    </message>
    <message>
        <source>There is no such recipient. Check how the address is spelled, or ask the person for the right one.</source>
        <translation>Nie ma takiego odbiorcy. Sprawdź pisownię adresu albo zapytaj tę osobę o właściwy.</translation>
    </message>
    <message>
        <source>The part of the recipient&apos;s address behind the @ does not exist or takes no mail. Check how it is spelled.</source>
        <translation>Część adresu odbiorcy za znakiem @ nie istnieje lub nie przyjmuje poczty. Sprawdź jej pisownię.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mailbox is full. Tell them in another way, and send the message again later.</source>
        <translation>Skrzynka odbiorcy jest pełna. Daj mu znać inaczej i wyślij wiadomość później.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mailbox is switched off or takes no mail from you. Ask them in another way.</source>
        <translation>Skrzynka odbiorcy jest wyłączona lub nie przyjmuje Twojej poczty. Zapytaj go inną drogą.</translation>
    </message>
    <message>
        <source>Your mailbox at %1 is full. Delete large messages, empty the trash, or ask for more space.</source>
        <translation>Twoja skrzynka w %1 jest pełna. Usuń duże wiadomości, opróżnij kosz albo poproś o więcej miejsca.</translation>
    </message>
    <message>
        <source>The server asks to come back in some minutes, which keeps spam away (greylisting). Nothing is wrong; Golub tries again by itself.</source>
        <translation>Serwer prosi o powrót za kilka minut, co odstrasza spam (greylisting). Wszystko w porządku; Golub sam spróbuje ponownie.</translation>
    </message>
    <message>
        <source>The network you are in has a bad name: its address is on a list of senders of spam. Check that the outgoing server is your provider&apos;s, with sign-in and port 465 or 587; else try another network or tell your internet provider.</source>
        <translation>Sieć, w której jesteś, ma złą opinię: jej adres jest na liście nadawców spamu. Sprawdź, czy serwer poczty wychodzącej należy do Twojego dostawcy, z logowaniem i portem 465 lub 587; w przeciwnym razie spróbuj w innej sieci albo powiadom dostawcę internetu.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server cannot see that this server may send for the sender&apos;s domain (SPF, DKIM, DMARC). Send through the servers of the address&apos;s own provider.</source>
        <translation>Serwer odbiorcy nie widzi, że ten serwer może wysyłać w imieniu domeny nadawcy (SPF, DKIM, DMARC). Wysyłaj przez serwery dostawcy tego adresu.</translation>
    </message>
    <message>
        <source>%1 has no space left just now. Golub tries again by itself.</source>
        <translation>%1 nie ma teraz wolnego miejsca. Golub sam spróbuje ponownie.</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>The system&apos;s keychain cannot be used. The password is kept in memory until Golub ends.</source>
        <translation>Nie można użyć pęku kluczy systemu. Hasło zostanie w pamięci do zamknięcia programu Golub.</translation>
    </message>
    <message>
        <source>The password command “%1” cannot be started. Check it in the account&apos;s settings.</source>
        <translation>Nie można uruchomić polecenia hasła „%1”. Sprawdź je w ustawieniach konta.</translation>
    </message>
    <message>
        <source>The password command did not end in time.</source>
        <translation>Polecenie hasła nie zakończyło się na czas.</translation>
    </message>
    <message>
        <source>No password command is given. Enter it in the account&apos;s settings.</source>
        <translation>Nie podano polecenia hasła. Wpisz je w ustawieniach konta.</translation>
    </message>
    <message>
        <source>The password command printed more than a password.</source>
        <translation>Polecenie hasła wypisało więcej niż hasło.</translation>
    </message>
    <message>
        <source>The password command failed (exit status %1).</source>
        <translation>Polecenie hasła nie powiodło się (kod wyjścia %1).</translation>
    </message>
    <message>
        <source>The password command printed no password.</source>
        <translation>Polecenie hasła nie wypisało hasła.</translation>
    </message>
</context>
<context>
    <name>Autoconfig</name>
    <message>
        <source>The answer is nested too deeply.</source>
        <translation>Odpowiedź jest zbyt głęboko zagnieżdżona.</translation>
    </message>
    <message>
        <source>The answer is not in the form of mail settings.</source>
        <translation>Odpowiedź nie ma postaci ustawień poczty.</translation>
    </message>
    <message>
        <source>The answer is larger than settings can be.</source>
        <translation>Odpowiedź jest większa, niż mogą być ustawienia.</translation>
    </message>
</context>
<context>
    <name>Autodiscover</name>
    <message>
        <source>The answer is not one of Exchange&apos;s Autodiscover.</source>
        <translation>To nie jest odpowiedź usługi Autodiscover serwera Exchange.</translation>
    </message>
    <message>
        <source>Exchange does not know this address.</source>
        <translation>Exchange nie zna tego adresu.</translation>
    </message>
</context>
<context>
    <name>Certificate</name>
    <message>
        <source>Do not connect: whoever issued the certificate has withdrawn it. Ask the operator of the server.</source>
        <translation>Nie łącz się: wystawca unieważnił ten certyfikat. Zapytaj administratora serwera.</translation>
    </message>
    <message>
        <source>Look at the server name in the settings: the certificate belongs to %1. If that is your provider&apos;s server, enter that name.</source>
        <translation>Sprawdź nazwę serwera w ustawieniach: certyfikat należy do %1. Jeśli to serwer Twojego dostawcy, wpisz tę nazwę.</translation>
    </message>
    <message>
        <source>The operator of the server probably forgot to renew it: tell them. Also check the date of this computer.</source>
        <translation>Administrator serwera prawdopodobnie zapomniał go odnowić: powiedz mu o tym. Sprawdź też datę tego komputera.</translation>
    </message>
    <message>
        <source>Check the date and time of this computer: they are probably wrong.</source>
        <translation>Sprawdź datę i godzinę tego komputera: prawdopodobnie są błędne.</translation>
    </message>
    <message>
        <source>Its operator has to replace it by one with a stronger key.</source>
        <translation>Administrator musi go wymienić na certyfikat z silniejszym kluczem.</translation>
    </message>
    <message>
        <source>Accept it only if you run this server, or its operator gave you the fingerprint another way. A company&apos;s own authority belongs into the account&apos;s settings instead.</source>
        <translation>Zaakceptuj go tylko wtedy, gdy sam prowadzisz ten serwer albo gdy jego administrator podał Ci odcisk inną drogą. Urząd certyfikacji Twojej firmy wskaż raczej w ustawieniach konta.</translation>
    </message>
    <message>
        <source>Ask the operator of the server before you accept it.</source>
        <translation>Zanim go zaakceptujesz, zapytaj administratora serwera.</translation>
    </message>
    <message>
        <source>The certificate of %1 has changed: until %2 it was one that this computer trusts, issued by %3. Now it is one that nobody vouches for. That is what it looks like when somebody stands in between. Try another network, and ask your provider before you accept it.</source>
        <translation>Certyfikat serwera %1 się zmienił: do %2 był to certyfikat, któremu ten komputer ufa, wystawiony przez %3. Teraz jest to certyfikat, za który nikt nie ręczy. Tak to wygląda, gdy ktoś stoi pomiędzy. Spróbuj w innej sieci, a zanim go zaakceptujesz, zapytaj dostawcę.</translation>
    </message>
    <message>
        <source>The certificate of %1 has changed: it is not the one that you accepted. Servers get new ones from time to time, so compare the new fingerprint with the operator&apos;s before you accept it.</source>
        <translation>Certyfikat serwera %1 się zmienił: to nie ten, który został zaakceptowany. Serwery dostają co pewien czas nowe, więc zanim go zaakceptujesz, porównaj nowy odcisk z odciskiem od administratora.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted.</source>
        <translation>Certyfikat serwera %1 nie jest zaufany.</translation>
    </message>
</context>
<context>
    <name>ConnectionDoctor</name>
    <message>
        <source>%1 messages in the inbox</source>
        <translation>wiadomości w folderze Odebrane: %1</translation>
    </message>
    <message>
        <source>%1 messages on the server</source>
        <translation>wiadomości na serwerze: %1</translation>
    </message>
    <message>
        <source>not asked for</source>
        <translation>niewymagane</translation>
    </message>
    <message>
        <source>no extensions: a server of the simplest kind</source>
        <translation>bez rozszerzeń: serwer najprostszego rodzaju</translation>
    </message>
    <message>
        <source>messages up to %1; %2</source>
        <translation>wiadomości do %1; %2</translation>
    </message>
</context>
<context>
    <name>DeliveryReasons</name>
    <message>
        <source>The address is not accepted. Check it for mistakes.</source>
        <translation>Adres nie został przyjęty. Sprawdź, czy nie ma w nim błędów.</translation>
    </message>
    <message>
        <source>There is no such mailbox at the recipient&apos;s provider. Check the part before the @ for mistakes.</source>
        <translation>U dostawcy odbiorcy nie ma takiej skrzynki. Sprawdź, czy nie ma błędów przed znakiem @.</translation>
    </message>
    <message>
        <source>The recipient&apos;s domain does not exist, or takes no mail. Check the part behind the @ for mistakes.</source>
        <translation>Domena odbiorcy nie istnieje albo nie przyjmuje poczty. Sprawdź, czy nie ma błędów za znakiem @.</translation>
    </message>
    <message>
        <source>The address is not written correctly. Check it for mistakes.</source>
        <translation>Adres nie jest poprawnie zapisany. Sprawdź, czy nie ma w nim błędów.</translation>
    </message>
    <message>
        <source>The address fits several people. Use a more exact one.</source>
        <translation>Adres pasuje do kilku osób. Użyj dokładniejszego.</translation>
    </message>
    <message>
        <source>The recipient has moved, and there is no new address. Ask for it in another way.</source>
        <translation>Odbiorca zmienił adres, a nowego nie podano. Zapytaj o niego w inny sposób.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server refuses your address as sender. Check the sender address of your account.</source>
        <translation>Serwer odbiorcy nie przyjmuje Twojego adresu nadawcy. Sprawdź adres nadawcy na swoim koncie.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server does not find the domain of your address. Check the sender address of your account.</source>
        <translation>Serwer odbiorcy nie znajduje domeny Twojego adresu. Sprawdź adres nadawcy na swoim koncie.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server took the message, but could not hand it on.</source>
        <translation>Serwer odbiorcy przyjął wiadomość, ale nie mógł jej przekazać dalej.</translation>
    </message>
    <message>
        <source>The recipient&apos;s domain says that it takes no mail at all. Check the part behind the @ for mistakes.</source>
        <translation>Domena odbiorcy ogłasza, że w ogóle nie przyjmuje poczty. Sprawdź, czy nie ma błędów za znakiem @.</translation>
    </message>
    <message>
        <source>There is something wrong with the recipient&apos;s mailbox. Try again later, or reach the recipient in another way.</source>
        <translation>Ze skrzynką odbiorcy jest coś nie w porządku. Spróbuj później albo skontaktuj się z odbiorcą inaczej.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mailbox is switched off, or takes no mail. Reach the recipient in another way.</source>
        <translation>Skrzynka odbiorcy jest wyłączona albo nie przyjmuje poczty. Skontaktuj się z odbiorcą inaczej.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mailbox is full. Try again later, or reach the recipient in another way.</source>
        <translation>Skrzynka odbiorcy jest pełna. Spróbuj później albo skontaktuj się z odbiorcą inaczej.</translation>
    </message>
    <message>
        <source>The message is larger than the recipient&apos;s mailbox allows. Send less, or hand over large files in another way.</source>
        <translation>Wiadomość jest większa, niż pozwala skrzynka odbiorcy. Wyślij mniej albo przekaż duże pliki inaczej.</translation>
    </message>
    <message>
        <source>The mailing list could not be opened out to its members. Tell its owner.</source>
        <translation>Nie udało się rozesłać wiadomości do członków listy. Powiadom jej właściciela.</translation>
    </message>
    <message>
        <source>There is something wrong with the recipient&apos;s mail system. Try again later.</source>
        <translation>Z systemem poczty odbiorcy jest coś nie w porządku. Spróbuj później.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server has no room left. Try again later.</source>
        <translation>Na serwerze odbiorcy zabrakło miejsca. Spróbuj później.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server takes no mail at the moment. Try again later.</source>
        <translation>Serwer odbiorcy chwilowo nie przyjmuje poczty. Spróbuj później.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server cannot do what the message needs.</source>
        <translation>Serwer odbiorcy nie potrafi tego, czego wymaga wiadomość.</translation>
    </message>
    <message>
        <source>The message is too large for the recipient&apos;s server. Send less, or hand over large files in another way.</source>
        <translation>Wiadomość jest za duża dla serwera odbiorcy. Wyślij mniej albo przekaż duże pliki inaczej.</translation>
    </message>
    <message>
        <source>The recipient&apos;s mail system is not set up correctly. Its administrator has to mend that.</source>
        <translation>System poczty odbiorcy jest źle skonfigurowany. Musi to naprawić jego administrator.</translation>
    </message>
    <message>
        <source>The way to the recipient&apos;s server is disturbed. Try again later.</source>
        <translation>Droga do serwera odbiorcy jest zakłócona. Spróbuj później.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server does not answer. Try again later.</source>
        <translation>Serwer odbiorcy nie odpowiada. Spróbuj później.</translation>
    </message>
    <message>
        <source>The connection to the recipient&apos;s server broke. Try again later.</source>
        <translation>Połączenie z serwerem odbiorcy zostało przerwane. Spróbuj później.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server could not be found because of trouble with the directory (DNS). Try again later.</source>
        <translation>Nie udało się znaleźć serwera odbiorcy z powodu kłopotów z DNS. Spróbuj później.</translation>
    </message>
    <message>
        <source>No server takes mail for the recipient&apos;s domain. Check the part behind the @ for mistakes.</source>
        <translation>Żaden serwer nie przyjmuje poczty dla domeny odbiorcy. Sprawdź, czy nie ma błędów za znakiem @.</translation>
    </message>
    <message>
        <source>The servers on the way are overloaded. Try again later.</source>
        <translation>Serwery po drodze są przeciążone. Spróbuj później.</translation>
    </message>
    <message>
        <source>The message went round in a circle between servers. The recipient&apos;s forwarding is wrong; reach the recipient in another way.</source>
        <translation>Wiadomość krążyła w kółko między serwerami. Przekierowanie u odbiorcy jest błędne; skontaktuj się z nim inaczej.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server could not be reached for so long that the message was given up. Try again later.</source>
        <translation>Serwer odbiorcy był niedostępny tak długo, że zrezygnowano z doręczenia. Spróbuj później.</translation>
    </message>
    <message>
        <source>The servers did not understand each other. Try again later.</source>
        <translation>Serwery się nie porozumiały. Spróbuj później.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server refused a command. Its administrator has to mend that.</source>
        <translation>Serwer odbiorcy odrzucił polecenie. Musi to naprawić jego administrator.</translation>
    </message>
    <message>
        <source>The message has too many recipients. Send it to fewer at once.</source>
        <translation>Wiadomość ma zbyt wielu odbiorców. Wyślij ją do mniejszej liczby naraz.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server could not take the content as it is. Try it as plain text.</source>
        <translation>Serwer odbiorcy nie mógł przyjąć treści w tej postaci. Spróbuj zwykłego tekstu.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server does not take this kind of content.</source>
        <translation>Serwer odbiorcy nie przyjmuje treści tego rodzaju.</translation>
    </message>
    <message>
        <source>The content would have to be changed on the way, and must not be.</source>
        <translation>Treść trzeba by po drodze zmienić, a nie wolno.</translation>
    </message>
    <message>
        <source>The content would have to be changed on the way, and cannot be.</source>
        <translation>Treść trzeba by po drodze zmienić, a nie można.</translation>
    </message>
    <message>
        <source>The content could not be changed on the way.</source>
        <translation>Treści nie udało się po drodze zmienić.</translation>
    </message>
    <message>
        <source>A server on the way does not know international addresses. Use another address of the recipient.</source>
        <translation>Któryś serwer po drodze nie zna adresów międzynarodowych. Użyj innego adresu odbiorcy.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server refused the message by its rules. What it said is below.</source>
        <translation>Serwer odbiorcy odrzucił wiadomość według swoich reguł. Jego odpowiedź jest poniżej.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server refuses mail from you, by its rules or because it takes it for spam. What it said is below.</source>
        <translation>Serwer odbiorcy odrzuca pocztę od Ciebie według swoich reguł albo uważa ją za spam. Jego odpowiedź jest poniżej.</translation>
    </message>
    <message>
        <source>You may not write to this mailing list. Ask its owner.</source>
        <translation>Nie możesz pisać na tę listę. Zapytaj jej właściciela.</translation>
    </message>
    <message>
        <source>The message would have to be made readable on the way, and cannot be.</source>
        <translation>Wiadomość trzeba by po drodze odszyfrować, a nie można.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server lacks the protection that the message asks for.</source>
        <translation>Serwer odbiorcy nie ma zabezpieczeń, których wymaga wiadomość.</translation>
    </message>
    <message>
        <source>The protection of the message could not be opened on the way.</source>
        <translation>Zabezpieczenia wiadomości nie udało się po drodze otworzyć.</translation>
    </message>
    <message>
        <source>The message was changed on the way, or its signature is broken. Send it again.</source>
        <translation>Wiadomość została po drodze zmieniona albo jej podpis jest uszkodzony. Wyślij ją jeszcze raz.</translation>
    </message>
    <message>
        <source>The sign-in was refused on the way. Check the account.</source>
        <translation>Odrzucono logowanie po drodze. Sprawdź konto.</translation>
    </message>
    <message>
        <source>The recipient&apos;s account is switched off. Reach the recipient in another way.</source>
        <translation>Konto odbiorcy jest wyłączone. Skontaktuj się z odbiorcą inaczej.</translation>
    </message>
    <message>
        <source>The address belongs to somebody else by now. Ask for the new one in another way.</source>
        <translation>Adres należy teraz do kogoś innego. Zapytaj o nowy w inny sposób.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server wants a valid signature (DKIM) of your provider. Your provider has to mend that.</source>
        <translation>Serwer odbiorcy wymaga ważnego podpisu (DKIM) Twojego dostawcy. Musi to naprawić Twój dostawca.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server does not believe that your provider may send for your domain (SPF). Your provider has to mend that.</source>
        <translation>Serwer odbiorcy nie wierzy, że Twój dostawca może wysyłać w imieniu Twojej domeny (SPF). Musi to naprawić Twój dostawca.</translation>
    </message>
    <message>
        <source>Your domain&apos;s rule for senders (SPF) could not be read. Your provider has to mend that.</source>
        <translation>Nie udało się odczytać reguły nadawców Twojej domeny (SPF). Musi to naprawić Twój dostawca.</translation>
    </message>
    <message>
        <source>Your provider&apos;s server has no name in the directory (reverse DNS). Your provider has to mend that.</source>
        <translation>Serwer Twojego dostawcy nie ma nazwy w odwrotnym DNS. Musi to naprawić Twój dostawca.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server found no proof that the message is from your domain (SPF, DKIM, DMARC). Your provider has to mend that.</source>
        <translation>Serwer odbiorcy nie znalazł dowodu, że wiadomość pochodzi z Twojej domeny (SPF, DKIM, DMARC). Musi to naprawić Twój dostawca.</translation>
    </message>
    <message>
        <source>Your domain says that it sends no mail. Check the sender address of your account.</source>
        <translation>Twoja domena ogłasza, że nie wysyła poczty. Sprawdź adres nadawcy na swoim koncie.</translation>
    </message>
    <message>
        <source>Too much mail of this kind came at once. Try again later.</source>
        <translation>Przyszło naraz zbyt dużo takiej poczty. Spróbuj później.</translation>
    </message>
    <message>
        <source>The signatures of the servers on the way (ARC) do not hold. Reach the recipient in another way.</source>
        <translation>Podpisy serwerów po drodze (ARC) są nieważne. Skontaktuj się z odbiorcą inaczej.</translation>
    </message>
    <message>
        <source>A server on the way cannot promise the encryption that the message asks for. Send it without that request.</source>
        <translation>Któryś serwer po drodze nie może zapewnić szyfrowania, którego wymaga wiadomość. Wyślij ją bez tego wymogu.</translation>
    </message>
    <message>
        <source>The recipient&apos;s server limits what it takes from your provider. Try again later.</source>
        <translation>Serwer odbiorcy ogranicza ilość poczty od Twojego dostawcy. Spróbuj później.</translation>
    </message>
    <message>
        <source>Your organisation&apos;s and the recipient&apos;s servers are not connected correctly. Tell your administrator.</source>
        <translation>Serwery Twojej organizacji i odbiorcy są źle połączone. Powiadom administratora.</translation>
    </message>
    <message>
        <source>You may not write to this address: it takes mail of certain senders only. Ask its owner.</source>
        <translation>Nie możesz pisać na ten adres: przyjmuje pocztę tylko od wybranych nadawców. Zapytaj jego właściciela.</translation>
    </message>
    <message>
        <source>The mailbox takes mail of certain senders only. Reach the recipient in another way.</source>
        <translation>Skrzynka przyjmuje pocztę tylko od wybranych nadawców. Skontaktuj się z odbiorcą inaczej.</translation>
    </message>
    <message>
        <source>Only members of its organisation may write to this group. Ask its owner.</source>
        <translation>Do tej grupy mogą pisać tylko członkowie jej organizacji. Zapytaj jej właściciela.</translation>
    </message>
    <message>
        <source>Only members of its organisation may write to this mailbox. Reach the recipient in another way.</source>
        <translation>Do tej skrzynki mogą pisać tylko członkowie jej organizacji. Skontaktuj się z odbiorcą inaczej.</translation>
    </message>
    <message>
        <source>The recipient does not take mail from people outside of its organisation. Reach the recipient in another way.</source>
        <translation>Odbiorca nie przyjmuje poczty spoza swojej organizacji. Skontaktuj się z nim inaczej.</translation>
    </message>
    <message>
        <source>Your domain&apos;s rule (DMARC) forbids what your provider sent. Your provider has to mend that.</source>
        <translation>Reguła Twojej domeny (DMARC) zabrania tego, co wysłał Twój dostawca. Musi to naprawić Twój dostawca.</translation>
    </message>
    <message>
        <source>Your organisation does not allow that mail is forwarded to others. Tell your administrator.</source>
        <translation>Twoja organizacja nie pozwala przekazywać poczty innym. Powiadom administratora.</translation>
    </message>
    <message>
        <source>The recipient&apos;s provider blocks your provider&apos;s server. Your provider has to ask for its release.</source>
        <translation>Dostawca odbiorcy blokuje serwer Twojego dostawcy. Twój dostawca musi poprosić o odblokowanie.</translation>
    </message>
    <message>
        <source>Your organisation has sent too much mail of doubtful kind, and is blocked. Tell your administrator.</source>
        <translation>Twoja organizacja wysłała zbyt dużo podejrzanej poczty i jest zablokowana. Powiadom administratora.</translation>
    </message>
    <message>
        <source>The recipient&apos;s provider takes no mail from your provider&apos;s server. Your provider has to mend that.</source>
        <translation>Dostawca odbiorcy nie przyjmuje poczty z serwera Twojego dostawcy. Musi to naprawić Twój dostawca.</translation>
    </message>
    <message>
        <source>The server gives no reason that Golub knows. What it said is below.</source>
        <translation>Serwer nie podaje powodu, który Golub zna. Jego odpowiedź jest poniżej.</translation>
    </message>
    <message>
        <source>It has not arrived yet. The server goes on trying; there is nothing to do.</source>
        <translation>Jeszcze nie dotarła. Serwer próbuje dalej; nie trzeba nic robić.</translation>
    </message>
    <message>
        <source>It has arrived at the recipient&apos;s provider.</source>
        <translation>Dotarła do dostawcy odbiorcy.</translation>
    </message>
    <message>
        <source>It was displayed on the recipient&apos;s screen.</source>
        <translation>Została wyświetlona na ekranie odbiorcy.</translation>
    </message>
    <message>
        <source>It was deleted or dealt with without being displayed.</source>
        <translation>Została usunięta lub załatwiona bez wyświetlenia.</translation>
    </message>
</context>
<context>
    <name>Discoverer</name>
    <message>
        <source>“%1” is not an e-mail address with a domain.</source>
        <translation>„%1” nie jest adresem e-mail z domeną.</translation>
    </message>
    <message>
        <source>Help from %1</source>
        <translation>Pomoc: %1</translation>
    </message>
    <message>
        <source>Golub&apos;s own list of providers</source>
        <translation>własna lista dostawców programu Golub</translation>
    </message>
    <message>
        <source>service records (SRV) of %1</source>
        <translation>rekordy usług (SRV) domeny %1</translation>
    </message>
    <message>
        <source>who receives the mail of %1 (MX)</source>
        <translation>kto odbiera pocztę domeny %1 (MX)</translation>
    </message>
    <message>
        <source>usual names such as imap.%1</source>
        <translation>zwykłe nazwy, na przykład imap.%1</translation>
    </message>
    <message>
        <source>It offers no encryption: passwords and mail could be read on the way.</source>
        <translation>Nie oferuje szyfrowania: hasła i pocztę można by po drodze odczytać.</translation>
    </message>
    <message>
        <source>Its certificate is not valid for this name: it could be another server.</source>
        <translation>Jego certyfikat nie jest ważny dla tej nazwy: może to być inny serwer.</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>brak odpowiedzi na czas</translation>
    </message>
</context>
<context>
    <name>DiscoveryMerge</name>
    <message>
        <source>It offers no encryption: passwords and mail could be read on the way.</source>
        <translation>Nie oferuje szyfrowania: hasła i pocztę można by po drodze odczytać.</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Cancelled.</source>
        <translation>Anulowano.</translation>
    </message>
    <message>
        <source>There is no network connection. Golub goes on as soon as it is back.</source>
        <translation>Brak połączenia z siecią. Golub wznowi pracę, gdy tylko sieć wróci.</translation>
    </message>
    <message>
        <source>The server&apos;s name was not found. Check the server name and the network connection.</source>
        <translation>Nie znaleziono serwera o tej nazwie. Sprawdź nazwę serwera i połączenie z siecią.</translation>
    </message>
    <message>
        <source>The server does not accept connections on this port. Check the port and the security setting.</source>
        <translation>Serwer nie przyjmuje połączeń na tym porcie. Sprawdź port i ustawienie zabezpieczeń.</translation>
    </message>
    <message>
        <source>The connection to the server was lost. Golub tries again by itself.</source>
        <translation>Połączenie z serwerem zostało przerwane. Golub sam spróbuje ponownie.</translation>
    </message>
    <message>
        <source>The server did not answer in time. Golub tries again by itself.</source>
        <translation>Serwer nie odpowiedział na czas. Golub sam spróbuje ponownie.</translation>
    </message>
    <message>
        <source>No secure connection could be made. Check the port and the security setting.</source>
        <translation>Nie udało się nawiązać bezpiecznego połączenia. Sprawdź port i ustawienie zabezpieczeń.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted. Look at the certificate before you go on.</source>
        <translation>Certyfikat serwera nie jest zaufany. Obejrzyj go, zanim przejdziesz dalej.</translation>
    </message>
    <message>
        <source>The server did not accept the user name or the password. Check both; some providers want an app password.</source>
        <translation>Serwer nie przyjął nazwy użytkownika lub hasła. Sprawdź jedno i drugie; niektórzy dostawcy wymagają hasła aplikacji.</translation>
    </message>
    <message>
        <source>The server offers no sign-in method that fits the settings. Set authentication to automatic.</source>
        <translation>Serwer nie oferuje metody logowania zgodnej z ustawieniami. Ustaw uwierzytelnianie na automatyczne.</translation>
    </message>
    <message>
        <source>The password is not known. Enter it to go on.</source>
        <translation>Hasło nie jest znane. Podaj je, aby kontynuować.</translation>
    </message>
    <message>
        <source>The server refused this.</source>
        <translation>Serwer odmówił.</translation>
    </message>
    <message>
        <source>The server cannot do this now. Golub tries again later.</source>
        <translation>Serwer nie może tego teraz zrobić. Golub spróbuje ponownie później.</translation>
    </message>
    <message>
        <source>The server answered with something that is not understood. The connection was closed for safety.</source>
        <translation>Serwer odpowiedział niezrozumiale. Dla bezpieczeństwa połączenie zamknięto.</translation>
    </message>
    <message>
        <source>The server sent more than is safe to accept. The connection was closed.</source>
        <translation>Serwer przysłał więcej, niż można bezpiecznie przyjąć. Połączenie zamknięto.</translation>
    </message>
    <message>
        <source>The local mail store could not be read or written.</source>
        <translation>Nie udało się odczytać lub zapisać poczty na tym komputerze.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space, then try again; nothing was lost.</source>
        <translation>Dysk jest pełny. Zwolnij miejsce i spróbuj ponownie; nic nie przepadło.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Już tego nie ma.</translation>
    </message>
    <message>
        <source>It is in use or exists already.</source>
        <translation>Jest używane lub już istnieje.</translation>
    </message>
    <message>
        <source>This cannot be used as it is. Correct it and try again.</source>
        <translation>W tej postaci nie da się tego użyć. Popraw i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>Something went wrong inside Golub. Please report it.</source>
        <translation>Wystąpił błąd w samym programie Golub. Prosimy o zgłoszenie.</translation>
    </message>
    <message>
        <source>The server offers less protection than before. Nothing was sent; decide whether to go on.</source>
        <translation>Serwer oferuje słabszą ochronę niż dotychczas. Niczego nie wysłano; zdecyduj, czy kontynuować.</translation>
    </message>
    <message>
        <source>The message was on its way to the server, and it is not known whether it was taken.</source>
        <translation>Wiadomość była w drodze do serwera i nie wiadomo, czy została przyjęta.</translation>
    </message>
</context>
<context>
    <name>ErrorAdvisor</name>
    <message>
        <source>The list of known refusals cannot be read.</source>
        <translation>Nie można odczytać listy znanych odmów.</translation>
    </message>
</context>
<context>
    <name>Imap</name>
    <message>
        <source>This word cannot be sent to the server: %1</source>
        <translation>Tego słowa nie można wysłać do serwera: %1</translation>
    </message>
    <message>
        <source>A name with a zero byte cannot be sent to the server.</source>
        <translation>Nazwy zawierającej bajt zerowy nie można wysłać do serwera.</translation>
    </message>
    <message>
        <source>No message was named.</source>
        <translation>Nie wskazano żadnej wiadomości.</translation>
    </message>
    <message>
        <source>A password with a zero byte cannot be sent to the server.</source>
        <translation>Hasła zawierającego bajt zerowy nie można wysłać do serwera.</translation>
    </message>
    <message>
        <source>A message with a zero byte cannot be stored on the server.</source>
        <translation>Wiadomości zawierającej bajt zerowy nie można zapisać na serwerze.</translation>
    </message>
    <message>
        <source>The settings ask for a connection without encryption, which is not allowed for this server.</source>
        <translation>Ustawienia wymagają połączenia bez szyfrowania, a dla tego serwera nie jest ono dozwolone.</translation>
    </message>
    <message>
        <source>The server sent text after its answer to STARTTLS, before TLS began.</source>
        <translation>Serwer przysłał tekst po odpowiedzi na STARTTLS, zanim zaczęło się szyfrowanie TLS.</translation>
    </message>
    <message>
        <source>The server sends more than anybody asked for.</source>
        <translation>Serwer przysyła więcej danych, niż ktokolwiek chciał.</translation>
    </message>
    <message>
        <source>The server did not begin TLS. Encryption is required by the settings; nothing was sent.</source>
        <translation>Serwer nie rozpoczął szyfrowania TLS. Ustawienia wymagają szyfrowania; niczego nie wysłano.</translation>
    </message>
    <message>
        <source>What answers there is not an IMAP server.</source>
        <translation>To, co tam odpowiada, nie jest serwerem IMAP.</translation>
    </message>
    <message>
        <source>The server says that nobody needs to sign in, and so prevents encryption.</source>
        <translation>Serwer twierdzi, że logowanie nie jest potrzebne, i tym samym uniemożliwia szyfrowanie.</translation>
    </message>
    <message>
        <source>The server offers no STARTTLS. Encryption is required by the settings; nothing was sent.</source>
        <translation>Serwer nie oferuje STARTTLS. Ustawienia wymagają szyfrowania; niczego nie wysłano.</translation>
    </message>
    <message>
        <source>The server refused STARTTLS. Encryption is required by the settings; nothing was sent.</source>
        <translation>Serwer odmówił STARTTLS. Ustawienia wymagają szyfrowania; niczego nie wysłano.</translation>
    </message>
    <message>
        <source>The server asks for a sign-in.</source>
        <translation>Serwer wymaga zalogowania się.</translation>
    </message>
    <message>
        <source>The folder was rebuilt on the server while it was open.</source>
        <translation>Folder został przebudowany na serwerze w czasie, gdy był otwarty.</translation>
    </message>
    <message>
        <source>The server has more than %1 folders.</source>
        <translation>Serwer ma więcej folderów niż %1.</translation>
    </message>
    <message>
        <source>The server said nothing about the folder.</source>
        <translation>Serwer nie podał żadnych informacji o folderze.</translation>
    </message>
    <message>
        <source>A folder needs a name.</source>
        <translation>Folder musi mieć nazwę.</translation>
    </message>
    <message>
        <source>The message is larger than the server takes.</source>
        <translation>Wiadomość jest większa, niż przyjmuje serwer.</translation>
    </message>
    <message>
        <source>A line of the server is longer than %1 bytes.</source>
        <translation>Wiersz przysłany przez serwer jest dłuższy niż %1 B.</translation>
    </message>
    <message>
        <source>The server announced %1 bytes in one answer, which is more than %2.</source>
        <translation>Serwer zapowiedział %1 B w jednej odpowiedzi, czyli więcej niż %2.</translation>
    </message>
    <message>
        <source>The mailbox is full. Delete something or ask the provider for more space.</source>
        <translation>Skrzynka jest pełna. Usuń coś albo poproś dostawcę o więcej miejsca.</translation>
    </message>
    <message>
        <source>The password has expired. Set a new one at the provider.</source>
        <translation>Hasło wygasło. Ustaw nowe u dostawcy.</translation>
    </message>
    <message>
        <source>You are not allowed to do this on the server.</source>
        <translation>Nie masz uprawnień, aby zrobić to na serwerze.</translation>
    </message>
    <message>
        <source>The password is right, but the server does not let IMAP in. Switch IMAP on for this mailbox, or ask its administrator.</source>
        <translation>Hasło jest prawidłowe, ale serwer nie wpuszcza przez IMAP. Włącz IMAP dla tej skrzynki albo poproś o to jej administratora.</translation>
    </message>
    <message>
        <source>One answer of the server has more than %1 values.</source>
        <translation>Jedna z odpowiedzi serwera ma więcej wartości niż %1.</translation>
    </message>
    <message>
        <source>Too many messages are marked as deleted by other programs. Nothing was removed.</source>
        <translation>Inne programy oznaczyły zbyt wiele wiadomości jako usunięte. Niczego nie usunięto.</translation>
    </message>
    <message>
        <source>The server keeps no notes about folders.</source>
        <translation>Serwer nie przechowuje uwag o folderach.</translation>
    </message>
    <message>
        <source>The server cannot search for this.</source>
        <translation>Serwer nie potrafi tego wyszukać.</translation>
    </message>
    <message>
        <source>The server cannot do this with messages.</source>
        <translation>Serwer nie potrafi zrobić tego z wiadomościami.</translation>
    </message>
    <message>
        <source>The server has no labels.</source>
        <translation>Serwer nie ma etykiet.</translation>
    </message>
    <message>
        <source>This server sends you to another one. Golub does not go there by itself: ask the provider which server is yours, and enter it in the account&apos;s settings.</source>
        <translation>Ten serwer odsyła na inny. Golub nie przechodzi tam samodzielnie: zapytaj dostawcę, który serwer jest Twój, i wpisz go w ustawieniach konta.</translation>
    </message>
</context>
<context>
    <name>MessageBuilder</name>
    <message>
        <source>“%1” is not a mail address. Correct or remove it.</source>
        <translation>„%1” nie jest adresem e-mail. Popraw go albo usuń.</translation>
    </message>
    <message>
        <source>The name of %1 must not hold line ends.</source>
        <translation>Nazwa w polu %1 nie może zawierać końców wiersza.</translation>
    </message>
    <message>
        <source>The subject must be a single line.</source>
        <translation>Temat musi się mieścić w jednym wierszu.</translation>
    </message>
    <message>
        <source>“%1” cannot be the name of a header field.</source>
        <translation>„%1” nie może być nazwą pola nagłówka.</translation>
    </message>
    <message>
        <source>The header field %1 is written by Golub itself and cannot be set.</source>
        <translation>Pole nagłówka %1 zapisuje sam Golub i nie można go ustawić.</translation>
    </message>
    <message>
        <source>The header field %1 must be a single line.</source>
        <translation>Pole nagłówka %1 musi się mieścić w jednym wierszu.</translation>
    </message>
    <message>
        <source>“%1” is not a message id.</source>
        <translation>„%1” nie jest identyfikatorem wiadomości.</translation>
    </message>
    <message>
        <source>Choose a sender address.</source>
        <translation>Wybierz adres nadawcy.</translation>
    </message>
    <message>
        <source>Enter at least one recipient.</source>
        <translation>Podaj co najmniej jednego odbiorcę.</translation>
    </message>
    <message>
        <source>The attachment %1 is not there any more. Remove it, or attach it again.</source>
        <translation>Załącznika %1 już tam nie ma. Usuń go albo załącz ponownie.</translation>
    </message>
    <message>
        <source>%1 is not a file and cannot be attached. Pack a folder into an archive first.</source>
        <translation>%1 nie jest plikiem i nie można tego załączyć. Folder najpierw spakuj do archiwum.</translation>
    </message>
    <message>
        <source>The attachment %1 cannot be read: %2</source>
        <translation>Nie można odczytać załącznika %1: %2</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>The message is larger or deeper than is safe to read; a part of it is not shown.</source>
        <translation>Wiadomość jest większa lub bardziej zagnieżdżona, niż można bezpiecznie odczytać; część jej treści pominięto.</translation>
    </message>
    <message>
        <source>The message is damaged or was cut off; something may be missing.</source>
        <translation>Wiadomość jest uszkodzona lub urwana; może czegoś brakować.</translation>
    </message>
</context>
<context>
    <name>Mime</name>
    <message>
        <source>Your outgoing server takes only plain ASCII mail, and changing this message would break its signature. Send it by another account.</source>
        <translation>Twój serwer poczty wychodzącej przyjmuje tylko pocztę w czystym ASCII, a zmiana tej wiadomości zniszczyłaby jej podpis. Wyślij ją przez inne konto.</translation>
    </message>
</context>
<context>
    <name>Net</name>
    <message>
        <source>The server sent text after its answer to STARTTLS, before TLS began.</source>
        <translation>Serwer przysłał tekst po odpowiedzi na STARTTLS, zanim zaczęło się szyfrowanie TLS.</translation>
    </message>
    <message>
        <source>“%1” is not a server name.</source>
        <translation>„%1” nie jest nazwą serwera.</translation>
    </message>
    <message>
        <source>No connection to %1, port %2, within 30 seconds.</source>
        <translation>Nie udało się w ciągu 30 sekund połączyć z %1 na porcie %2.</translation>
    </message>
    <message>
        <source>The file with the trusted certificate cannot be read: %1</source>
        <translation>Nie można odczytać pliku z zaufanym certyfikatem: %1</translation>
    </message>
    <message>
        <source>The server did not finish the TLS handshake within 30 seconds.</source>
        <translation>Serwer nie zakończył uzgadniania TLS w ciągu 30 sekund.</translation>
    </message>
    <message>
        <source>It expired on %1.</source>
        <translation>Wygasł dnia %1.</translation>
    </message>
    <message>
        <source>A certificate that signed it expired on %1.</source>
        <translation>Certyfikat, którym go podpisano, wygasł dnia %1.</translation>
    </message>
    <message>
        <source>It is not valid before %1. Check the date and time of this computer.</source>
        <translation>Nie jest ważny przed dniem %1. Sprawdź datę i godzinę na tym komputerze.</translation>
    </message>
    <message>
        <source>A certificate that signed it is not valid before %1. Check the date and time of this computer.</source>
        <translation>Certyfikat, którym go podpisano, nie jest ważny przed dniem %1. Sprawdź datę i godzinę na tym komputerze.</translation>
    </message>
    <message>
        <source>It is for another host: %1, not %2.</source>
        <translation>Jest dla innego serwera: %1, a nie %2.</translation>
    </message>
    <message>
        <source>The server signed it itself, so nobody vouches for it.</source>
        <translation>Serwer podpisał go sam, więc nikt za niego nie ręczy.</translation>
    </message>
    <message>
        <source>It was signed by %1, which this computer does not know.</source>
        <translation>Podpisał go %1, nieznany temu komputerowi.</translation>
    </message>
    <message>
        <source>someone</source>
        <translation>ktoś</translation>
    </message>
    <message>
        <source>It was withdrawn by those who issued it.</source>
        <translation>Został unieważniony przez wystawcę.</translation>
    </message>
    <message>
        <source>certificate for %1 by %2, valid until %3</source>
        <translation>certyfikat dla %1 od %2, ważny do %3</translation>
    </message>
    <message>
        <source>an address, no name to look up</source>
        <translation>adres, nie ma nazwy do sprawdzenia</translation>
    </message>
    <message>
        <source>connected to %1, port %2</source>
        <translation>połączono z %1, port %2</translation>
    </message>
    <message>
        <source>The server does not speak TLS at this point. Check the port and the security setting: TLS and STARTTLS use different ports.</source>
        <translation>Serwer nie używa w tym miejscu TLS. Sprawdź port i zabezpieczenia: TLS i STARTTLS mają różne porty.</translation>
    </message>
    <message>
        <source>The server only offers an outdated version of TLS, which is not safe. TLS 1.2 or later is needed; ask whoever runs the server.</source>
        <translation>Serwer oferuje tylko przestarzałą wersję TLS, która nie jest bezpieczna. Potrzebna jest TLS 1.2 lub nowsza; zapytaj administratora serwera.</translation>
    </message>
    <message>
        <source>The server closed the connection while the secure connection was being made. Check the port and the security setting.</source>
        <translation>Serwer zamknął połączenie podczas jego zabezpieczania. Sprawdź port i zabezpieczenia.</translation>
    </message>
    <message>
        <source>Its key (%1) is too weak to protect anything.</source>
        <translation>Jego klucz (%1) jest za słaby, by cokolwiek chronić.</translation>
    </message>
    <message>
        <source>It is signed in an outdated way (MD5 or SHA-1), which can be forged.</source>
        <translation>Jest podpisany w przestarzały sposób (MD5 lub SHA-1), który można podrobić.</translation>
    </message>
    <message>
        <source>The file with your certificate is locked. Enter its passphrase in the account settings: %1</source>
        <translation>Plik z Twoim certyfikatem jest zabezpieczony. Wpisz jego hasło w ustawieniach konta: %1</translation>
    </message>
    <message>
        <source>The passphrase does not open the file with your certificate: %1</source>
        <translation>To hasło nie otwiera pliku z Twoim certyfikatem: %1</translation>
    </message>
    <message>
        <source>The file holds no certificate: %1</source>
        <translation>W pliku nie ma certyfikatu: %1</translation>
    </message>
    <message>
        <source>The file holds your certificate, but not the key that belongs to it. Export both together: %1</source>
        <translation>W pliku jest Twój certyfikat, ale nie ma należącego do niego klucza. Wyeksportuj oba razem: %1</translation>
    </message>
    <message>
        <source>The key in the file cannot be used; it must be RSA or EC: %1</source>
        <translation>Klucza z pliku nie można użyć; musi to być RSA lub EC: %1</translation>
    </message>
    <message>
        <source>The key in the file does not belong to the certificate: %1</source>
        <translation>Klucz w pliku nie należy do certyfikatu: %1</translation>
    </message>
    <message>
        <source>Your certificate expired on %1. Get a new one from whoever issued it.</source>
        <translation>Twój certyfikat wygasł %1. Poproś wystawcę o nowy.</translation>
    </message>
    <message>
        <source>Your certificate is not valid before %1. Check the date and time of this computer.</source>
        <translation>Twój certyfikat jest ważny dopiero od %1. Sprawdź datę i godzinę tego komputera.</translation>
    </message>
    <message>
        <source>The file with your certificate cannot be read: %1</source>
        <translation>Nie można odczytać pliku z Twoim certyfikatem: %1</translation>
    </message>
    <message>
        <source>The server&apos;s certificate has ended. Whoever runs the server has to renew it.</source>
        <translation>Certyfikat serwera stracił ważność. Musi go odnowić ten, kto prowadzi serwer.</translation>
    </message>
    <message numerus="yes">
        <source>The server&apos;s certificate ends in %n day(s). If nobody renews it until then, no mail program will connect any more.</source>
        <translation>
            <numerusform>Certyfikat serwera traci ważność za %n dzień. Jeśli nikt go nie odnowi, żaden program pocztowy już się nie połączy.</numerusform>
            <numerusform>Certyfikat serwera traci ważność za %n dni. Jeśli nikt go nie odnowi, żaden program pocztowy już się nie połączy.</numerusform>
            <numerusform>Certyfikat serwera traci ważność za %n dni. Jeśli nikt go nie odnowi, żaden program pocztowy już się nie połączy.</numerusform>
        </translation>
    </message>
    <message>
        <source>Another program uses the port %1 of this computer, where the browser is to come back to. Close it and try again.</source>
        <translation>Inny program używa portu %1 tego komputera, na który ma wrócić przeglądarka. Zamknij go i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>Something answers there, but it is not a mail server of this kind.</source>
        <translation>Coś tam odpowiada, ale nie jest to serwer poczty tego rodzaju.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate has a key or a signature that is too weak to be safe. Its operator has to replace it.</source>
        <translation>Certyfikat serwera ma zbyt słaby klucz lub podpis, by był bezpieczny. Administrator musi go wymienić.</translation>
    </message>
    <message>
        <source>The server wants a certificate from you, and not the one that it got. Check the client certificate in the account settings, or ask the operator.</source>
        <translation>Serwer wymaga certyfikatu od Ciebie, a ten, który dostał, mu nie odpowiada. Sprawdź certyfikat klienta w ustawieniach konta albo zapytaj administratora.</translation>
    </message>
    <message>
        <source>The address of a sign-in server must begin with https://.</source>
        <translation>Adres serwera logowania musi zaczynać się od https://.</translation>
    </message>
    <message>
        <source>The answer would have come without encryption. It was not taken.</source>
        <translation>Odpowiedź przyszłaby bez szyfrowania. Nie została przyjęta.</translation>
    </message>
    <message>
        <source>The server answered with error %1.</source>
        <translation>Serwer odpowiedział błędem %1.</translation>
    </message>
</context>
<context>
    <name>OAuth</name>
    <message>
        <source>The answer came from another sign-in server than %1. Nothing was sent to it. Try again; if it comes back, do not sign in on this network.</source>
        <translation>Odpowiedź przyszła z innego serwera logowania niż %1. Niczego mu nie wysłano. Spróbuj ponownie; jeśli się to powtórzy, nie loguj się w tej sieci.</translation>
    </message>
    <message>
        <source>The sign-in in the browser was not finished in time. Try again.</source>
        <translation>Logowanie w przeglądarce nie zostało ukończone na czas. Spróbuj ponownie.</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Nie zalogowano</translation>
    </message>
    <message>
        <source>You may close this page and go back to Golub.</source>
        <translation>Możesz zamknąć tę stronę i wrócić do programu Golub.</translation>
    </message>
    <message>
        <source>Thank you</source>
        <translation>Dziękujemy</translation>
    </message>
    <message>
        <source>Golub finishes the sign-in now. You may close this page.</source>
        <translation>Golub kończy teraz logowanie. Możesz zamknąć tę stronę.</translation>
    </message>
    <message>
        <source>Something on this computer kept answering in the place of the browser. Nobody was signed in. Try again.</source>
        <translation>Coś na tym komputerze wciąż odpowiadało zamiast przeglądarki. Nikogo nie zalogowano. Spróbuj ponownie.</translation>
    </message>
    <message>
        <source>Nothing to do here</source>
        <translation>Tu nie ma nic do zrobienia</translation>
    </message>
    <message>
        <source>This address was used before, or is no answer to a sign-in of Golub.</source>
        <translation>Ten adres był już użyty albo nie jest odpowiedzią na logowanie programu Golub.</translation>
    </message>
    <message>
        <source>Open the Google Cloud console, make a project, switch on the Gmail API, and make an OAuth client of the type “Desktop app”. On the page “Audience” publish it, or add your address as a test user (then each sign-in lasts seven days). Copy the client ID and the secret here.</source>
        <translation>Otwórz konsolę Google Cloud, utwórz projekt, włącz Gmail API i utwórz klienta OAuth typu „Desktop app”. Na stronie „Audience” opublikuj go albo dodaj swój adres jako użytkownika testowego (wtedy każde logowanie trwa siedem dni). Skopiuj tutaj identyfikator klienta i jego tajny klucz.</translation>
    </message>
    <message>
        <source>Open “App registrations” in Microsoft Entra and add one for the accounts that you use. Add the platform “Mobile and desktop applications” with the redirect address %1, allow public client flows, and copy the application (client) ID here. It needs no secret.</source>
        <translation>Otwórz „Rejestracje aplikacji” w Microsoft Entra i dodaj rejestrację dla kont, których używasz. Dodaj platformę „Aplikacje mobilne i klasyczne” z adresem przekierowania %1, zezwól na przepływy klienta publicznego i skopiuj tutaj identyfikator aplikacji (klienta). Tajny klucz nie jest potrzebny.</translation>
    </message>
    <message>
        <source>Make an app in the developer network with the redirect address %1 and mail access (Yahoo grants that on request), and copy its client ID and secret here. An app password is the shorter way.</source>
        <translation>Utwórz aplikację w serwisie dla programistów z adresem przekierowania %1 i dostępem do poczty (Yahoo przyznaje go na prośbę) i skopiuj tutaj jej identyfikator klienta i tajny klucz. Krótszą drogą jest hasło aplikacji.</translation>
    </message>
    <message>
        <source>Fastmail registers clients on request: ask for one with the redirect address %1, and copy the client ID here. An app password is the shorter way.</source>
        <translation>Fastmail rejestruje klientów na prośbę: poproś o klienta z adresem przekierowania %1 i skopiuj tutaj jego identyfikator. Krótszą drogą jest hasło aplikacji.</translation>
    </message>
    <message>
        <source>Make an app on the page for developers with the redirect address %1, and copy its client ID and secret here. An app password is the shorter way.</source>
        <translation>Utwórz aplikację na stronie dla programistów z adresem przekierowania %1 i skopiuj tutaj jej identyfikator klienta i tajny klucz. Krótszą drogą jest hasło aplikacji.</translation>
    </message>
    <message>
        <source>Make an app for “Web services” with the redirect address %1 and the rights to read mail (mail:imap_full) and to send it (mail:smtp), and copy its client ID and secret here. An app password is the shorter way.</source>
        <translation>Utwórz aplikację typu „Web services” z adresem przekierowania %1 i prawami do czytania poczty (mail:imap_full) i jej wysyłania (mail:smtp), i skopiuj tutaj jej identyfikator klienta i tajny klucz. Krótszą drogą jest hasło aplikacji.</translation>
    </message>
    <message>
        <source>Ask whoever runs this sign-in server for a public client with the redirect address %1 and PKCE, and copy its client ID here.</source>
        <translation>Poproś administratora tego serwera logowania o klienta publicznego z adresem przekierowania %1 i PKCE i skopiuj tutaj jego identyfikator.</translation>
    </message>
    <message>
        <source>The sign-in server&apos;s description of itself cannot be used. Check its address.</source>
        <translation>Opisu serwera logowania nie da się użyć. Sprawdź jego adres.</translation>
    </message>
    <message>
        <source>The sign-in provider is not known. Use one of the list, or the https address of an issuer.</source>
        <translation>Ten dostawca logowania nie jest znany. Użyj jednego z listy albo adresu https wystawcy.</translation>
    </message>
    <message>
        <source>The sign-in server answered with something that is not understood. Perhaps a network&apos;s own page answered in its place; try again later.</source>
        <translation>Serwer logowania odpowiedział czymś niezrozumiałym. Być może zamiast niego odpowiedziała strona sieci; spróbuj ponownie później.</translation>
    </message>
    <message>
        <source>%1 cannot sign anybody in just now. Golub tries again later.</source>
        <translation>%1 nie może teraz nikogo zalogować. Golub spróbuje ponownie później.</translation>
    </message>
    <message>
        <source>The sign-in at %1 is over: it was revoked, it has expired, or the password was changed. Sign in again.</source>
        <translation>Logowanie w %1 straciło ważność: zostało odwołane, wygasło albo zmieniono hasło. Zaloguj się ponownie.</translation>
    </message>
    <message>
        <source>The sign-in at %1 took too long, or its answer was used before. Sign in again.</source>
        <translation>Logowanie w %1 trwało zbyt długo albo jego odpowiedź była już użyta. Zaloguj się ponownie.</translation>
    </message>
    <message>
        <source>Access was declined in the browser. Sign in again and allow it, or use an app password.</source>
        <translation>W przeglądarce odmówiono dostępu. Zaloguj się ponownie i zezwól na dostęp albo użyj hasła aplikacji.</translation>
    </message>
    <message>
        <source>%1 wants you to confirm the access in the browser again. Sign in again.</source>
        <translation>%1 chce, aby ponownie potwierdzić dostęp w przeglądarce. Zaloguj się ponownie.</translation>
    </message>
    <message>
        <source>Your organisation lets only an administrator allow this client at %1. Ask the administrator to approve it.</source>
        <translation>W twojej organizacji tylko administrator może zezwolić na tego klienta w %1. Poproś administratora o zgodę.</translation>
    </message>
    <message>
        <source>The rules of your organisation at %1 forbid this sign-in (device, place or program). Ask its administrator.</source>
        <translation>Zasady twojej organizacji w %1 zabraniają tego logowania (urządzenie, miejsce albo program). Zapytaj jej administratora.</translation>
    </message>
    <message>
        <source>The account that was chosen in the browser does not belong there. Check the tenant, and choose the account of this address.</source>
        <translation>Konto wybrane w przeglądarce tam nie należy. Sprawdź dzierżawę (tenant) i wybierz konto tego adresu.</translation>
    </message>
    <message>
        <source>%1 does not know this client. Check the client ID, its secret and the tenant.</source>
        <translation>%1 nie zna tego klienta. Sprawdź identyfikator klienta, jego tajny klucz i dzierżawę (tenant).</translation>
    </message>
    <message>
        <source>%1 wants the secret of this client. Enter it beside the client ID, or register the client as one for desktops.</source>
        <translation>%1 wymaga tajnego klucza tego klienta. Wpisz go obok identyfikatora klienta albo zarejestruj klienta jako program na komputer.</translation>
    </message>
    <message>
        <source>The client&apos;s registration at %1 lacks the redirect address of Golub. Add it there; the account&apos;s settings show it.</source>
        <translation>W rejestracji klienta w %1 brakuje adresu przekierowania programu Golub. Dodaj go tam; pokazują go ustawienia konta.</translation>
    </message>
    <message>
        <source>%1 does not allow this client to sign in for mail this way. Check its registration, or use another client ID.</source>
        <translation>%1 nie pozwala temu klientowi logować się w ten sposób do poczty. Sprawdź jego rejestrację albo użyj innego identyfikatora klienta.</translation>
    </message>
    <message>
        <source>%1 does not give this client the rights to read and send mail. Check its registration.</source>
        <translation>%1 nie daje temu klientowi praw do czytania i wysyłania poczty. Sprawdź jego rejestrację.</translation>
    </message>
    <message>
        <source>%1 refused the sign-in. The details have its words.</source>
        <translation>%1 odrzucił logowanie. Szczegóły zawierają jego słowa.</translation>
    </message>
    <message>
        <source>The mail server did not accept the access token. Check the user name, and the program that gives the token.</source>
        <translation>Serwer poczty nie przyjął tokenu dostępu. Sprawdź nazwę użytkownika i program, który podaje token.</translation>
    </message>
    <message>
        <source>The mail server did not accept the sign-in from %1. Sign in again with the account of this address; if that does not help, access for mail programs may be switched off there.</source>
        <translation>Serwer poczty nie przyjął logowania z %1. Zaloguj się ponownie kontem tego adresu; jeśli to nie pomoże, dostęp dla programów pocztowych może być tam wyłączony.</translation>
    </message>
    <message>
        <source>Sign in at %1 in the browser to go on.</source>
        <translation>Aby kontynuować, zaloguj się w %1 w przeglądarce.</translation>
    </message>
    <message>
        <source>To sign in at %1 through the browser, Golub needs a client ID of your own: register one and enter it in the account&apos;s settings. Or make an app password and use it as the password.</source>
        <translation>Aby zalogować się w %1 przez przeglądarkę, Golub potrzebuje twojego własnego identyfikatora klienta: zarejestruj go i wpisz w ustawieniach konta. Albo utwórz hasło aplikacji i użyj go jako hasła.</translation>
    </message>
    <message>
        <source>To sign in at %1 through the browser, Golub needs a client ID of your own: register one and enter it in the account&apos;s settings.</source>
        <translation>Aby zalogować się w %1 przez przeglądarkę, Golub potrzebuje twojego własnego identyfikatora klienta: zarejestruj go i wpisz w ustawieniach konta.</translation>
    </message>
    <message>
        <source>You are not signed in: %1 cannot be reached, or does not answer as it should. Try again a little later.</source>
        <translation>Nie zalogowano: serwer %1 jest nieosiągalny albo nie odpowiada tak, jak powinien. Spróbuj ponownie nieco później.</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>The message is larger than the server takes (%1).</source>
        <translation>Wiadomość jest większa, niż przyjmuje serwer (%1).</translation>
    </message>
    <message>
        <source>The server said that it had copied the messages, but they did not arrive there. Nothing was removed.</source>
        <translation>Serwer podał, że skopiował wiadomości, ale na miejsce nie dotarły. Nic nie zostało usunięte.</translation>
    </message>
</context>
<context>
    <name>Pop3</name>
    <message>
        <source>The user name or the password is empty or holds a character that cannot be sent. Enter them again.</source>
        <translation>Nazwa użytkownika lub hasło są puste albo zawierają znak, którego nie można wysłać. Wpisz je ponownie.</translation>
    </message>
    <message>
        <source>This account is set to receive without encryption, which was not allowed. Choose STARTTLS or TLS.</source>
        <translation>To konto ma odbierać pocztę bez szyfrowania, na co nie zezwolono. Wybierz STARTTLS albo TLS.</translation>
    </message>
    <message>
        <source>The server does not offer STARTTLS, which this account requires. Try TLS on port 995, or ask your provider.</source>
        <translation>Serwer nie oferuje STARTTLS, którego wymaga to konto. Spróbuj TLS na porcie 995 albo zapytaj dostawcę.</translation>
    </message>
    <message>
        <source>The server cannot open this mailbox, and trying again does not help. The password is not the reason: ask the provider.</source>
        <translation>Serwer nie może otworzyć tej skrzynki i ponowna próba nic nie da. Przyczyną nie jest hasło: zapytaj dostawcę.</translation>
    </message>
</context>
<context>
    <name>Profile</name>
    <message>
        <source>The folder %1 cannot be made. Choose another with --profile.</source>
        <translation>Nie można utworzyć folderu %1. Wybierz inny za pomocą --profile.</translation>
    </message>
</context>
<context>
    <name>ProviderDirectory</name>
    <message>
        <source>The list of mail providers cannot be read.</source>
        <translation>Nie można odczytać listy dostawców poczty.</translation>
    </message>
    <message>
        <source>The servers of this address are not known. Enter them yourself; the provider&apos;s help pages name them.</source>
        <translation>Serwery dla tego adresu nie są znane. Podaj je samodzielnie; znajdziesz je na stronach pomocy dostawcy.</translation>
    </message>
</context>
<context>
    <name>ProviderHints</name>
    <message>
        <source>Switch on IMAP (or “mail programs”) in the settings of the web mail of %1 first.</source>
        <translation>Najpierw włącz IMAP (lub „programy pocztowe”) w ustawieniach poczty przez przeglądarkę: %1.</translation>
    </message>
    <message>
        <source>Switch on POP3 in the settings of the web mail of %1 first.</source>
        <translation>Najpierw włącz POP3 w ustawieniach poczty przez przeglądarkę: %1.</translation>
    </message>
    <message>
        <source>%1 wants an app password here: make one in the security settings of your account and enter it instead of your usual password.</source>
        <translation>%1 wymaga tu hasła aplikacji: utwórz je w ustawieniach zabezpieczeń swojego konta i wpisz zamiast zwykłego hasła.</translation>
    </message>
    <message>
        <source>If you use two-step sign-in at %1, make an app password and enter it instead of your usual password.</source>
        <translation>Jeśli korzystasz z logowania dwuetapowego (%1), utwórz hasło aplikacji i wpisz je zamiast zwykłego hasła.</translation>
    </message>
    <message>
        <source>%1 wants an authorisation code instead of the password: make one in the settings of the web mail, under POP3/IMAP/SMTP.</source>
        <translation>%1 wymaga kodu autoryzacji zamiast hasła: utwórz go w ustawieniach poczty przez przeglądarkę, w części POP3/IMAP/SMTP.</translation>
    </message>
    <message>
        <source>%1 has a separate password for mail programs: set it in the customer centre and enter it here.</source>
        <translation>%1 ma osobne hasło dla programów pocztowych: ustaw je w panelu klienta i wpisz tutaj.</translation>
    </message>
    <message>
        <source>%1 offers POP3 only: folders and read marks stay on this computer.</source>
        <translation>%1 oferuje tylko POP3: foldery i oznaczenia przeczytanych wiadomości pozostają na tym komputerze.</translation>
    </message>
    <message>
        <source>%1 needs its Bridge program on this computer: start it, and enter the user name and password that the Bridge shows, not those of your account. Accept the Bridge&apos;s certificate once.</source>
        <translation>%1 wymaga na tym komputerze programu Bridge: uruchom go i wpisz nazwę użytkownika oraz hasło, które wyświetla Bridge, a nie te z Twojego konta. Certyfikat programu Bridge zaakceptuj raz.</translation>
    </message>
    <message>
        <source>%1 cannot be used with any mail program: it offers neither IMAP nor POP3 nor SMTP, only its own programs.</source>
        <translation>%1 nie działa z żadnym programem pocztowym: nie oferuje ani IMAP, ani POP3, ani SMTP, a jedynie własne programy.</translation>
    </message>
    <message>
        <source>%1 offers access for mail programs with paid plans only in some countries.</source>
        <translation>%1 udostępnia pocztę programom pocztowym w planach płatnych tylko w niektórych krajach.</translation>
    </message>
    <message>
        <source>Deleting over POP3 also deletes in the web mail of %1: keep “leave messages on the server” on.</source>
        <translation>Usunięcie przez POP3 usuwa wiadomości także w poczcie przez przeglądarkę (%1): pozostaw włączone zostawianie wiadomości na serwerze.</translation>
    </message>
    <message>
        <source>Aliases cannot sign in at %1: use the main address of the account as the user name.</source>
        <translation>Przez alias nie można się zalogować (%1): jako nazwy użytkownika użyj głównego adresu konta.</translation>
    </message>
    <message>
        <source>Each institution at %1 has servers of its own: ask its computer centre, or look at its pages.</source>
        <translation>Każda instytucja ma tu własne serwery (%1): zapytaj jej centrum informatyczne albo zajrzyj na jej strony.</translation>
    </message>
    <message>
        <source>The server names of %1 could not be checked lately: if the test fails, compare them with its help pages.</source>
        <translation>Nazw serwerów nie udało się ostatnio sprawdzić (%1): jeśli test się nie powiedzie, porównaj je ze stronami pomocy dostawcy.</translation>
    </message>
    <message>
        <source>%1 takes no password from mail programs: sign in through the browser (below).</source>
        <translation>%1 nie przyjmuje haseł od programów pocztowych: zaloguj się przez przeglądarkę (poniżej).</translation>
    </message>
    <message>
        <source>%1 refuses your usual password. Switch on two-step sign-in, make an app password in the security settings of your account and enter it here, or sign in through the browser. Accounts of an organisation may allow only the browser.</source>
        <translation>%1 odrzuca zwykłe hasło. Włącz logowanie dwuetapowe, utwórz hasło aplikacji w ustawieniach bezpieczeństwa konta i wpisz je tutaj albo zaloguj się przez przeglądarkę. Konta organizacji mogą dopuszczać tylko przeglądarkę.</translation>
    </message>
</context>
<context>
    <name>RawMessage</name>
    <message>
        <source>This is not a mail message: it has no header fields.</source>
        <translation>To nie jest wiadomość e-mail: nie ma pól nagłówka.</translation>
    </message>
    <message>
        <source>The message names no sender: it needs a From field with a mail address.</source>
        <translation>Wiadomość nie podaje nadawcy: potrzebne jest pole From z adresem e-mail.</translation>
    </message>
    <message>
        <source>The message names no recipient: it needs To, Cc or Bcc.</source>
        <translation>Wiadomość nie podaje odbiorcy: potrzebne jest pole To, Cc lub Bcc.</translation>
    </message>
    <message>
        <source>“%1” is not a mail address. Correct or remove it.</source>
        <translation>„%1” nie jest adresem e-mail. Popraw go albo usuń.</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>Your message to %1 was displayed on the recipient&apos;s screen. This does not say that it was read or understood.</source>
        <translation>Twoja wiadomość do %1 została wyświetlona na ekranie odbiorcy. Nie oznacza to, że została przeczytana lub zrozumiana.</translation>
    </message>
    <message>
        <source>Subject: %1</source>
        <translation>Temat: %1</translation>
    </message>
    <message>
        <source>Sent: %1</source>
        <translation>Wysłano: %1</translation>
    </message>
    <message>
        <source>Read: %1</source>
        <extracomment>Subject of a reading receipt; %1 is the subject of the message that was read</extracomment>
        <translation>Przeczytano: %1</translation>
    </message>
</context>
<context>
    <name>Redirect</name>
    <message>
        <source>Enter at least one recipient.</source>
        <translation>Podaj co najmniej jednego odbiorcę.</translation>
    </message>
    <message>
        <source>“%1” is not a mail address. Correct or remove it.</source>
        <translation>„%1” nie jest adresem e-mail. Popraw go albo usuń.</translation>
    </message>
    <message>
        <source>This is not a mail message: it has no header fields.</source>
        <translation>To nie jest wiadomość e-mail: nie ma pól nagłówka.</translation>
    </message>
</context>
<context>
    <name>ReplyBuilder</name>
    <message>
        <source>Somebody</source>
        <translation>Ktoś</translation>
    </message>
    <message>
        <source>%1 wrote:</source>
        <translation>%1 pisze:</translation>
    </message>
    <message>
        <source>On %1 at %2, %3 wrote:</source>
        <translation>W dniu %1 o %2, %3 pisze:</translation>
    </message>
    <message>
        <source>-------- Forwarded message --------</source>
        <translation>-------- Przekazana wiadomość --------</translation>
    </message>
    <message>
        <source>From: %1</source>
        <translation>Od: %1</translation>
    </message>
    <message>
        <source>Date: %1</source>
        <translation>Data: %1</translation>
    </message>
    <message>
        <source>Subject: %1</source>
        <translation>Temat: %1</translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>Do: %1</translation>
    </message>
    <message>
        <source>Cc: %1</source>
        <translation>DW: %1</translation>
    </message>
</context>
<context>
    <name>Sasl</name>
    <message>
        <source>The user name or the password holds a character that cannot be sent. Enter them again.</source>
        <translation>Nazwa użytkownika lub hasło zawiera znak, którego nie można wysłać. Wpisz je ponownie.</translation>
    </message>
    <message>
        <source>The server did not prove that it knows your password, so Golub did not go on. Check the server name.</source>
        <translation>Serwer nie dowiódł, że zna Twoje hasło, dlatego Golub przerwał logowanie. Sprawdź nazwę serwera.</translation>
    </message>
    <message>
        <source>The server did not let you in with your certificate. Check the user name and the certificate in the account settings, or ask its administrator.</source>
        <translation>Serwer nie wpuścił Cię z Twoim certyfikatem. Sprawdź nazwę użytkownika i certyfikat w ustawieniach konta albo zapytaj administratora.</translation>
    </message>
    <message>
        <source>The server did not let you in with your Kerberos ticket. Check the user name, or ask its administrator.</source>
        <translation>Serwer nie wpuścił Cię z Twoim biletem Kerberos. Sprawdź nazwę użytkownika albo zapytaj administratora.</translation>
    </message>
    <message>
        <source>The server wants Kerberos to encrypt the connection, which TLS does already. Its administrator can allow that.</source>
        <translation>Serwer chce, by połączenie szyfrował Kerberos, a robi to już TLS. Administrator może na to pozwolić.</translation>
    </message>
    <message>
        <source>You have no Kerberos ticket. Get one with “kinit”, then try again.</source>
        <translation>Nie masz biletu Kerberos. Pobierz go poleceniem „kinit” i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>Your Kerberos ticket is over. Get a new one with “kinit”, then try again.</source>
        <translation>Twój bilet Kerberos wygasł. Pobierz nowy poleceniem „kinit” i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock differs too much from the Kerberos server&apos;s. Set date and time, then try again.</source>
        <translation>Zegar tego komputera zbyt mocno różni się od zegara serwera Kerberos. Ustaw datę i godzinę i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>Kerberos does not know the service %1. Check the server name: it must be the one that its administrator registered.</source>
        <translation>Kerberos nie zna usługi %1. Sprawdź nazwę serwera: musi być taka, jaką zarejestrował administrator.</translation>
    </message>
    <message>
        <source>Kerberos does not know you under this name. Get a ticket under the right one with “kinit”.</source>
        <translation>Kerberos nie zna Cię pod tą nazwą. Pobierz poleceniem „kinit” bilet pod właściwą.</translation>
    </message>
    <message>
        <source>The Kerberos server cannot be reached. Check the network; outside of your organisation a VPN may be needed.</source>
        <translation>Nie można połączyć się z serwerem Kerberos. Sprawdź sieć; poza organizacją może być potrzebny VPN.</translation>
    </message>
    <message>
        <source>Kerberos is not set up on this computer for this server (krb5.conf). Ask the administrator.</source>
        <translation>Kerberos na tym komputerze nie jest skonfigurowany dla tego serwera (krb5.conf). Zapytaj administratora.</translation>
    </message>
    <message>
        <source>The sign-in with the Kerberos ticket failed.</source>
        <translation>Logowanie biletem Kerberos nie powiodło się.</translation>
    </message>
    <message>
        <source>The connection to this server was encrypted before, and is not now.</source>
        <translation>Połączenie z tym serwerem było dotąd szyfrowane, a teraz nie jest.</translation>
    </message>
    <message>
        <source>Until now this server tied the sign-in to the encrypted connection, so that nobody could stand in between. It does not offer that any more.</source>
        <translation>Dotychczas serwer wiązał logowanie z szyfrowanym połączeniem, tak że nikt nie mógł stanąć pomiędzy. Teraz już tego nie oferuje.</translation>
    </message>
    <message>
        <source>Until now this server let you sign in without seeing your password, and proved that it is the right one. It does not offer that any more.</source>
        <translation>Dotychczas serwer pozwalał się zalogować, nie widząc hasła, i udowadniał, że jest właściwym serwerem. Teraz już tego nie oferuje.</translation>
    </message>
    <message>
        <source>Until now this server let you sign in without seeing your password. It does not offer that any more.</source>
        <translation>Dotychczas serwer pozwalał się zalogować, nie widząc hasła. Teraz już tego nie oferuje.</translation>
    </message>
    <message>
        <source>%1 Either it was changed, or somebody on the way is after your password. Nothing was sent. Ask your provider before you go on.</source>
        <translation>%1 Albo go zmieniono, albo ktoś po drodze chce zdobyć Twoje hasło. Niczego nie wysłano. Zanim przejdziesz dalej, zapytaj dostawcę.</translation>
    </message>
    <message>
        <source>Until now this server offered encryption (STARTTLS), and now it does not. Somebody on the way may be taking the offer out. Nothing was sent. Try another network, or ask your provider.</source>
        <translation>Dotychczas serwer oferował szyfrowanie (STARTTLS), a teraz nie oferuje. Być może ktoś po drodze usuwa tę ofertę. Niczego nie wysłano. Spróbuj w innej sieci albo zapytaj dostawcę.</translation>
    </message>
    <message>
        <source>Signing in with a ticket needs Kerberos, which is not installed on this computer (Debian: libgssapi-krb5-2).</source>
        <translation>Logowanie biletem wymaga programu Kerberos, którego nie ma na tym komputerze (Debian: libgssapi-krb5-2).</translation>
    </message>
    <message>
        <source>Nobody can sign in to this server over an open connection. Choose STARTTLS or TLS for the connection in the account&apos;s settings.</source>
        <translation>Przez nieszyfrowane połączenie nikt nie może się zalogować na tym serwerze. Wybierz STARTTLS lub TLS w ustawieniach połączenia konta.</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>“is:” takes unread, read, flagged or answered, not “%1”.</source>
        <translation>Po „is:” może stać unread, read, flagged lub answered, ale nie „%1”.</translation>
    </message>
    <message>
        <source>“%1:” takes a date such as 2026-03-31.</source>
        <translation>Po „%1:” musi stać data, na przykład 2026-03-31.</translation>
    </message>
    <message>
        <source>“%1:” takes a size such as 200k or 10M.</source>
        <translation>Po „%1:” musi stać rozmiar, na przykład 200k lub 10M.</translation>
    </message>
    <message>
        <source>“%1:” cannot be excluded with a minus.</source>
        <translation>Warunku „%1:” nie można wykluczyć minusem.</translation>
    </message>
    <message>
        <source>“has:” takes attachment, not “%1”.</source>
        <translation>Po „has:” może stać attachment, ale nie „%1”.</translation>
    </message>
    <message>
        <source>“%1:” needs a value right behind the colon.</source>
        <translation>Zaraz po dwukropku w „%1:” musi stać wartość.</translation>
    </message>
    <message>
        <source>OR joins words, not “%1:”.</source>
        <translation>OR łączy słowa, ale nie „%1:”.</translation>
    </message>
    <message>
        <source>A search takes at most %1 words.</source>
        <translation>Zapytanie może mieć najwyżej %1 słów.</translation>
    </message>
    <message>
        <source>An excluded word cannot be joined with OR (“%1”).</source>
        <translation>Wykluczonego słowa nie można łączyć za pomocą OR („%1”).</translation>
    </message>
    <message>
        <source>A search takes at most %1 characters.</source>
        <translation>Zapytanie może mieć najwyżej %1 znaków.</translation>
    </message>
</context>
<context>
    <name>SelfMessage</name>
    <message>
        <source>A message to yourself, sent by Golub as a test</source>
        <translation>Wiadomość do siebie, wysłana przez program Golub na próbę</translation>
    </message>
    <message>
        <source>This message shows that mail from this account leaves and arrives. Golub removes it by itself.</source>
        <translation>Ta wiadomość pokazuje, że poczta z tego konta wychodzi i dochodzi. Golub sam ją usunie.</translation>
    </message>
    <message>
        <source>the server took it</source>
        <translation>serwer ją przyjął</translation>
    </message>
    <message>
        <source>The message was taken by the outgoing server and has not arrived within three minutes. Filters or a slow server may hold it back; look into the junk folder and the web mail.</source>
        <translation>Serwer poczty wychodzącej przyjął wiadomość, ale w ciągu trzech minut nie dotarła. Mogą ją zatrzymywać filtry lub powolny serwer; zajrzyj do folderu ze spamem i do poczty w przeglądarce.</translation>
    </message>
    <message>
        <source>in the junk folder: others may not see your mail, either</source>
        <translation>w folderze ze spamem: inni też mogą nie widzieć Twojej poczty</translation>
    </message>
    <message>
        <source>found by its Message-ID</source>
        <translation>znaleziona po Message-ID</translation>
    </message>
    <message>
        <source>here; this account leaves messages on the server</source>
        <translation>tutaj; to konto zostawia wiadomości na serwerze</translation>
    </message>
</context>
<context>
    <name>Smtp</name>
    <message>
        <source>The address “%1” cannot be used. Check its spelling.</source>
        <translation>Adresu „%1” nie można użyć. Sprawdź jego pisownię.</translation>
    </message>
    <message>
        <source>The server takes none of the recipients now. Golub tries again later.</source>
        <translation>Serwer nie przyjmuje teraz żadnego z odbiorców. Golub spróbuje ponownie później.</translation>
    </message>
    <message>
        <source>The server accepted none of the recipients. Check their addresses.</source>
        <translation>Serwer nie przyjął żadnego z odbiorców. Sprawdź ich adresy.</translation>
    </message>
    <message>
        <source>This account is set to send without encryption, which was not allowed. Choose STARTTLS or TLS.</source>
        <translation>To konto ma wysyłać pocztę bez szyfrowania, na co nie zezwolono. Wybierz STARTTLS albo TLS.</translation>
    </message>
    <message>
        <source>The server does not offer STARTTLS, which this account requires. Try TLS on port 465, or ask your provider.</source>
        <translation>Serwer nie oferuje STARTTLS, którego wymaga to konto. Spróbuj TLS na porcie 465 albo zapytaj dostawcę.</translation>
    </message>
    <message>
        <source>The server offers no sign-in. Check port and security, or set authentication to none if it is meant to be used without.</source>
        <translation>Serwer nie oferuje logowania. Sprawdź port i zabezpieczenia albo wyłącz logowanie, jeśli serwer ma działać bez niego.</translation>
    </message>
    <message>
        <source>The message has binary content, which your outgoing server does not take. Attach it as a file instead.</source>
        <translation>Wiadomość ma treść binarną, której Twój serwer poczty wychodzącej nie przyjmuje. Dołącz ją jako plik.</translation>
    </message>
    <message>
        <source>The message has no recipient. Add one.</source>
        <translation>Wiadomość nie ma odbiorcy. Dodaj go.</translation>
    </message>
    <message>
        <source>Your outgoing server cannot send to or from the international address “%1”. Use another address.</source>
        <translation>Twój serwer poczty wychodzącej nie obsługuje adresu międzynarodowego „%1”. Użyj innego adresu.</translation>
    </message>
    <message>
        <source>The message is %1 large, and the server takes at most %2. Remove or shrink attachments.</source>
        <translation>Wiadomość ma %1, a serwer przyjmuje najwyżej %2. Usuń lub zmniejsz załączniki.</translation>
    </message>
    <message>
        <source>Your outgoing server cannot promise an encrypted way to the recipient. Send without that request, or by another account.</source>
        <translation>Twój serwer poczty wychodzącej nie może zagwarantować szyfrowanej drogi do odbiorcy. Wyślij bez tego żądania albo przez inne konto.</translation>
    </message>
    <message>
        <source>Your outgoing server does not keep mail until that time. Let Golub keep it instead.</source>
        <translation>Twój serwer poczty wychodzącej nie przechowa poczty do tego czasu. Niech zrobi to Golub.</translation>
    </message>
</context>
<context>
    <name>Store</name>
    <message>
        <source>Inbox</source>
        <translation>Odebrane</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Wysłane</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Szkice</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiwum</translation>
    </message>
    <message>
        <source>Junk</source>
        <translation>Niechciane</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Kosz</translation>
    </message>
    <message>
        <source>The stored message is damaged. It can be fetched again if the server still has it.</source>
        <translation>Zapisana wiadomość jest uszkodzona. Można ją pobrać ponownie, jeśli serwer nadal ją ma.</translation>
    </message>
    <message>
        <source>The file %1 of the mail store is damaged. Restore it from a backup, or move it away.</source>
        <translation>Plik %1 z magazynu poczty jest uszkodzony. Przywróć go z kopii zapasowej albo przenieś w inne miejsce.</translation>
    </message>
    <message>
        <source>The file %1 was not made by Golub. Move it away and start again.</source>
        <translation>Plik %1 nie został utworzony przez program Golub. Przenieś go w inne miejsce i uruchom program ponownie.</translation>
    </message>
    <message>
        <source>The file %1 was made by a newer version of Golub. Update Golub to open it; nothing was changed.</source>
        <translation>Plik %1 utworzyła nowsza wersja programu Golub. Zaktualizuj program, aby go otworzyć; niczego nie zmieniono.</translation>
    </message>
    <message>
        <source>The file %1 was made by an older version of Golub. Start Golub once to bring it up to date.</source>
        <translation>Plik %1 utworzyła starsza wersja programu Golub. Uruchom Golub raz, aby go zaktualizować.</translation>
    </message>
    <message>
        <source>The messages belong to different accounts. Choose messages of one account.</source>
        <translation>Wiadomości należą do różnych kont. Wybierz wiadomości z jednego konta.</translation>
    </message>
    <message>
        <source>No message is chosen.</source>
        <translation>Nie wybrano wiadomości.</translation>
    </message>
    <message>
        <source>Messages cannot be moved to a folder of another account.</source>
        <translation>Wiadomości nie można przenieść do folderu innego konta.</translation>
    </message>
    <message>
        <source>Messages cannot be moved between a folder of the server and one of this computer.</source>
        <translation>Wiadomości nie można przenosić między folderem na serwerze a folderem na tym komputerze.</translation>
    </message>
    <message>
        <source>This folder cannot hold messages. Choose another one.</source>
        <translation>Ten folder nie może zawierać wiadomości. Wybierz inny.</translation>
    </message>
    <message>
        <source>The messages are in this folder already.</source>
        <translation>Wiadomości są już w tym folderze.</translation>
    </message>
    <message>
        <source>Golub is already open with this profile. Use that window, or close it first.</source>
        <translation>Golub jest już uruchomiony z tym profilem. Użyj tamtego okna albo najpierw je zamknij.</translation>
    </message>
    <message>
        <source>The mail store is in use by another program (%1). Close it and try again.</source>
        <translation>Magazynu poczty używa inny program (%1). Zamknij go i spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The file %1 of the mail store cannot be written. Check its permissions.</source>
        <translation>Nie można zapisać pliku %1 z magazynu poczty. Sprawdź jego uprawnienia.</translation>
    </message>
    <message>
        <source>The file %1 of the mail store could not be read or written.</source>
        <translation>Nie udało się odczytać lub zapisać pliku %1 z magazynu poczty.</translation>
    </message>
    <message>
        <source>You may not put messages into the folder “%1”. Its owner can allow it.</source>
        <translation>Nie wolno ci wkładać wiadomości do folderu „%1”. Może na to pozwolić jego właściciel.</translation>
    </message>
    <message>
        <source>You may not remove messages from the folder “%1”. Its owner can allow it.</source>
        <translation>Nie wolno ci usuwać wiadomości z folderu „%1”. Może na to pozwolić jego właściciel.</translation>
    </message>
    <message>
        <source>You may not mark messages in the folder “%1” like that. Its owner can allow it.</source>
        <translation>Nie wolno ci tak oznaczać wiadomości w folderze „%1”. Może na to pozwolić jego właściciel.</translation>
    </message>
    <message>
        <source>This was undone already.</source>
        <translation>To zostało już cofnięte.</translation>
    </message>
    <message>
        <source>This has undone something itself, and cannot be undone.</source>
        <translation>To samo było cofnięciem i nie można go cofnąć.</translation>
    </message>
    <message>
        <source>This was not carried out, so nothing is to be undone.</source>
        <translation>To nie zostało wykonane, więc nie ma czego cofać.</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>Tego nie można cofnąć.</translation>
    </message>
    <message>
        <source>Nothing of this is left to be undone: its messages are gone, or changed nothing.</source>
        <translation>Nie zostało z tego nic do cofnięcia: wiadomości już nie ma albo nic się nie zmieniło.</translation>
    </message>
    <message>
        <source>There is nothing to be undone.</source>
        <translation>Nie ma nic do cofnięcia.</translation>
    </message>
</context>
<context>
    <name>Sync</name>
    <message>
        <source>Connecting to %1</source>
        <translation>Łączenie z %1</translation>
    </message>
    <message>
        <source>Looking for new mail</source>
        <translation>Sprawdzanie nowej poczty</translation>
    </message>
    <message>
        <source>There is no folder &quot;%1&quot; in this account.</source>
        <translation>Na tym koncie nie ma folderu „%1”.</translation>
    </message>
    <message>
        <source>%1: message list</source>
        <translation>%1: lista wiadomości</translation>
    </message>
    <message>
        <source>%1: messages</source>
        <translation>%1: wiadomości</translation>
    </message>
    <message>
        <source>Fetching messages</source>
        <translation>Pobieranie wiadomości</translation>
    </message>
    <message>
        <source>This message is larger than Golub can take. Open it in the provider&apos;s web mail.</source>
        <translation>Ta wiadomość jest większa, niż Golub może przyjąć. Otwórz ją w poczcie internetowej dostawcy.</translation>
    </message>
    <message>
        <source>Another program is reading the mailbox</source>
        <translation>Inny program czyta skrzynkę</translation>
    </message>
    <message>
        <source>A POP3 server cannot search.</source>
        <translation>Serwer POP3 nie potrafi szukać.</translation>
    </message>
    <message>
        <source>Fetching message headers</source>
        <translation>Pobieranie nagłówków wiadomości</translation>
    </message>
    <message>
        <source>The server refuses to delete messages; they stay there.</source>
        <translation>Serwer nie pozwala usuwać wiadomości; pozostają na nim.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>The server lets nobody sign in again so soon. The next time is at %1, in %2.</source>
        <translation>Serwer nie pozwala logować się tak często. Następny raz będzie o %1, za %2.</translation>
    </message>
    <message>
        <source>The server asked for a pause. The next try is at %1, in %2.</source>
        <translation>Serwer poprosił o przerwę. Następna próba będzie o %1, za %2.</translation>
    </message>
</context>
<context>
    <name>Uncertainty</name>
    <message>
        <source>Golub was stopped while the message was on its way. How much of it had arrived by then is not known.</source>
        <translation>Golub został zatrzymany, gdy wiadomość była w drodze. Nie wiadomo, ile z niej zdążyło dotrzeć.</translation>
    </message>
    <message>
        <source>The connection was lost at %1, after the end of the message and before the server&apos;s answer to it.</source>
        <translation>Połączenie zostało przerwane (%1) już po wysłaniu całej wiadomości, a przed odpowiedzią serwera.</translation>
    </message>
    <message>
        <source>The whole message was handed over. Until %1 the server did not answer.</source>
        <translation>Cała wiadomość została przekazana. Do %1 serwer nie odpowiedział.</translation>
    </message>
    <message>
        <source>The whole message was handed over. What the server answered at %1 says neither yes nor no.</source>
        <translation>Cała wiadomość została przekazana. Odpowiedź serwera z %1 nie znaczy ani tak, ani nie.</translation>
    </message>
    <message>
        <source>The folder of sent mail was looked through at %1: it is not there.</source>
        <translation>Folder wysłanych został przejrzany (%1): wiadomości tam nie ma.</translation>
    </message>
    <message>
        <source>All mail was searched at %1: it is not there.</source>
        <translation>Cała poczta została przeszukana (%1): wiadomości tam nie ma.</translation>
    </message>
    <message>
        <source>There is no folder of sent mail at the server that could be looked through.</source>
        <translation>Na serwerze nie ma folderu wysłanych, który dałoby się przejrzeć.</translation>
    </message>
    <message>
        <source>The folder of sent mail could not be looked through at %1: the server was not reached.</source>
        <translation>Nie udało się przejrzeć folderu wysłanych (%1): nie było połączenia z serwerem.</translation>
    </message>
    <message>
        <source>All mail could not be searched at %1: the server was not reached.</source>
        <translation>Nie udało się przeszukać całej poczty (%1): nie było połączenia z serwerem.</translation>
    </message>
    <message>
        <source>The message began to leave for %1 at %2.</source>
        <translation>Wysyłanie wiadomości do %1 rozpoczęło się %2.</translation>
    </message>
    <message>
        <source>Whether a copy is at the server was not looked at yet.</source>
        <translation>Nie sprawdzono jeszcze, czy na serwerze jest kopia.</translation>
    </message>
</context>
<context>
    <name>Wire</name>
    <message>
        <source>What the server sent cannot be decompressed.</source>
        <translation>Tego, co przysłał serwer, nie da się rozpakować.</translation>
    </message>
    <message>
        <source>What the server sent grows without measure when it is decompressed.</source>
        <translation>To, co przysłał serwer, po rozpakowaniu rośnie bez miary.</translation>
    </message>
</context>
<context>
    <name>golub::app::Application</name>
    <message>
        <source>Golub cannot start</source>
        <translation>Nie można uruchomić programu Golub</translation>
    </message>
</context>
<context>
    <name>golub::app::DesktopNotices</name>
    <message>
        <source>Show</source>
        <translation>Pokaż</translation>
    </message>
</context>
<context>
    <name>golub::ctl::Ctl</name>
    <message>
        <source>%1 is not a JSON object: %2 (at byte %3).</source>
        <translation>%1 nie jest obiektem JSON: %2 (bajt %3).</translation>
    </message>
    <message>
        <source>account add needs --file A.json.</source>
        <translation>Polecenie account add wymaga --file A.json.</translation>
    </message>
    <message>
        <source>Removed here; the server was not touched.</source>
        <translation>Usunięto tutaj; na serwerze niczego nie zmieniono.</translation>
    </message>
    <message>
        <source>%1 %2: %3 new, %4 changed, %5 gone, %6 operations, %7 bytes, %8 commands, %9 s</source>
        <translation>%1 %2: nowe: %3, zmienione: %4, usunięte: %5, operacje: %6, bajty: %7, polecenia: %8, %9 s</translation>
    </message>
    <message>
        <source>flag takes +name or -name: seen, answered, flagged, draft, or a keyword.</source>
        <translation>Polecenie flag przyjmuje +nazwa albo -nazwa: seen, answered, flagged, draft albo słowo kluczowe.</translation>
    </message>
    <message>
        <source>move and copy take message ids and a folder.</source>
        <translation>Polecenia move i copy przyjmują identyfikatory wiadomości i folder.</translation>
    </message>
    <message>
        <source>undo takes the number of an operation, or nothing for the last one.</source>
        <translation>Polecenie undo przyjmuje numer operacji albo nic, aby cofnąć ostatnią.</translation>
    </message>
    <message>
        <source>Which operation? &quot;golubctl operations list&quot; shows them.</source>
        <translation>Która operacja? Wyświetla je „golubctl operations list”.</translation>
    </message>
    <message>
        <source>import takes one of mbox, maildir and eml, a path, and --into FOLDER.</source>
        <translation>Polecenie import przyjmuje mbox, maildir albo eml, ścieżkę oraz --into FOLDER.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) imported</source>
        <translation>
            <numerusform>Zaimportowano %n wiadomość</numerusform>
            <numerusform>Zaimportowano %n wiadomości</numerusform>
            <numerusform>Zaimportowano %n wiadomości</numerusform>
        </translation>
    </message>
    <message>
        <source>Which command?</source>
        <translation>Które polecenie?</translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;.</source>
        <translation>Nie ma polecenia „%1”.</translation>
    </message>
    <message>
        <source>There is no profile in %1 yet. Add an account first.</source>
        <translation>W %1 nie ma jeszcze profilu. Najpierw dodaj konto.</translation>
    </message>
    <message>
        <source>Password of %1 for sending: </source>
        <translation>Hasło do wysyłania z konta %1: </translation>
    </message>
    <message>
        <source>Password of %1: </source>
        <translation>Hasło do konta %1: </translation>
    </message>
    <message>
        <source>There is no account &quot;%1&quot;. &quot;golubctl account list&quot; shows them.</source>
        <translation>Nie ma konta „%1”. Konta wyświetla „golubctl account list”.</translation>
    </message>
    <message>
        <source>There is no folder &quot;%1&quot;. &quot;golubctl mailboxes&quot; shows them.</source>
        <translation>Nie ma folderu „%1”. Foldery wyświetla „golubctl mailboxes”.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a message id. &quot;golubctl list&quot; shows them.</source>
        <translation>„%1” nie jest identyfikatorem wiadomości. Wyświetla je „golubctl list”.</translation>
    </message>
    <message>
        <source>Which messages?</source>
        <translation>Które wiadomości?</translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2</source>
        <translation>Nie można odczytać pliku %1: %2</translation>
    </message>
    <message>
        <source>list takes one folder.</source>
        <translation>Polecenie list przyjmuje jeden folder.</translation>
    </message>
    <message>
        <source>--after takes the &quot;cursor&quot; of a listed message.</source>
        <translation>Opcja --after przyjmuje wartość „cursor” jednej z wyświetlonych wiadomości.</translation>
    </message>
    <message>
        <source>What is to be searched?</source>
        <translation>Czego szukać?</translation>
    </message>
    <message>
        <source>inspect takes one file, or - for standard input.</source>
        <translation>Polecenie inspect przyjmuje jeden plik albo - dla standardowego wejścia.</translation>
    </message>
    <message>
        <source>export takes a folder, one of mbox, maildir and eml, and a path.</source>
        <translation>Polecenie export przyjmuje folder, następnie mbox, maildir albo eml oraz ścieżkę.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) could not be exported: only the headers are here. Run golubctl sync first.</source>
        <translation>
            <numerusform>Nie udało się wyeksportować %n wiadomości: jest tu tylko jej nagłówek. Najpierw uruchom golubctl sync.</numerusform>
            <numerusform>Nie udało się wyeksportować %n wiadomości: są tu tylko ich nagłówki. Najpierw uruchom golubctl sync.</numerusform>
            <numerusform>Nie udało się wyeksportować %n wiadomości: są tu tylko ich nagłówki. Najpierw uruchom golubctl sync.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) exported</source>
        <translation>
            <numerusform>Wyeksportowano %n wiadomość</numerusform>
            <numerusform>Wyeksportowano %n wiadomości</numerusform>
            <numerusform>Wyeksportowano %n wiadomości</numerusform>
        </translation>
    </message>
    <message>
        <source>send needs --file D.json or --eml FILE.</source>
        <translation>Polecenie send wymaga --file D.json albo --eml PLIK.</translation>
    </message>
    <message>
        <source>There is no account yet. Add one first.</source>
        <translation>Nie ma jeszcze żadnego konta. Najpierw je dodaj.</translation>
    </message>
    <message>
        <source>%1 is not a JSON object: %2</source>
        <translation>%1 nie jest obiektem JSON: %2</translation>
    </message>
    <message>
        <source>Accepted.</source>
        <translation>Przyjęto.</translation>
    </message>
    <message>
        <source>Which message? &quot;golubctl outbox list&quot; shows them.</source>
        <translation>Która wiadomość? Wyświetla je „golubctl outbox list”.</translation>
    </message>
    <message>
        <source>resolve takes the message&apos;s id and &quot;sent&quot; or &quot;unsent&quot;.</source>
        <translation>Polecenie resolve przyjmuje identyfikator wiadomości oraz „sent” albo „unsent”.</translation>
    </message>
    <message>
        <source>Taken back; it is a draft again.</source>
        <translation>Wycofano; to znów szkic.</translation>
    </message>
    <message>
        <source>Noted.</source>
        <translation>Zanotowano.</translation>
    </message>
    <message>
        <source>Not everybody gets the message. The server refused: %1. It took the message for the others; send it to the refused ones alone.</source>
        <translation>Nie wszyscy otrzymają wiadomość. Serwer odrzucił: %1. Dla pozostałych wiadomość przyjął; wyślij ją tylko do odrzuconych.</translation>
    </message>
    <message>
        <source>--undo takes 0 to 120 seconds.</source>
        <translation>--undo przyjmuje od 0 do 120 sekund.</translation>
    </message>
    <message>
        <source>To whom? &quot;golubctl redirect ID ADDRESS...&quot;</source>
        <translation>Do kogo? „golubctl redirect ID ADRES...”</translation>
    </message>
    <message>
        <source>draft save needs --file D.json, and takes the number of a draft to be replaced.</source>
        <translation>draft save wymaga --file D.json; może też podać numer szkicu do zastąpienia.</translation>
    </message>
    <message>
        <source>Which draft? &quot;golubctl draft list&quot; shows them.</source>
        <translation>Który szkic? Pokazuje je „golubctl draft list”.</translation>
    </message>
    <message>
        <source>attachment takes a message, the number of a part as &quot;golubctl attachments&quot; shows it, and a file, or - for standard output.</source>
        <translation>attachment przyjmuje wiadomość, numer części, jak pokazuje „golubctl attachments”, i plik albo - (standardowe wyjście).</translation>
    </message>
    <message>
        <source>The file %1 cannot be written: %2</source>
        <translation>Nie można zapisać pliku %1: %2</translation>
    </message>
    <message>
        <source>There is no account whose server could search.</source>
        <translation>Nie ma konta, którego serwer mógłby szukać.</translation>
    </message>
    <message>
        <source>Tried again at %1.</source>
        <translation>Ponowna próba o %1.</translation>
    </message>
    <message>
        <source>discover takes one address.</source>
        <translation>discover przyjmuje jeden adres.</translation>
    </message>
    <message>
        <source>No servers were found for %1. The provider&apos;s help pages name them.</source>
        <translation>Nie znaleziono serwerów dla %1. Podają je strony pomocy dostawcy.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nieznane</translation>
    </message>
    <message>
        <source>The account %1 signs in with a password, not through the browser.</source>
        <translation>Konto %1 loguje się hasłem, a nie przez przeglądarkę.</translation>
    </message>
    <message>
        <source>There is no keychain that would keep this sign-in until the next command. Run &quot;golubctl sync&quot; at a terminal: it asks for the sign-in each time. Or let a program print the access token: &quot;secret&quot;: {&quot;source&quot;: &quot;command&quot;}.</source>
        <translation>Nie ma pęku kluczy, który zachowałby to logowanie do następnego polecenia. Uruchom „golubctl sync” w terminalu: za każdym razem poprosi o logowanie. Albo niech program wypisuje token dostępu: &quot;secret&quot;: {&quot;source&quot;: &quot;command&quot;}.</translation>
    </message>
    <message>
        <source>Signed in: %1.</source>
        <translation>Zalogowano: %1.</translation>
    </message>
    <message>
        <source>Open this address in your browser, and sign in for %1:</source>
        <translation>Otwórz ten adres w przeglądarce i zaloguj się dla konta %1:</translation>
    </message>
    <message>
        <source>Waiting for the browser to come back (Ctrl+C ends it).</source>
        <translation>Czekam na powrót z przeglądarki (Ctrl+C przerywa).</translation>
    </message>
    <message>
        <source>The sign-in of %1 is forgotten here.</source>
        <translation>Logowanie konta %1 zostało tu zapomniane.</translation>
    </message>
    <message>
        <source>Not signed in at %1. &quot;golubctl account sign-in&quot; does that.</source>
        <translation>Nie zalogowano w %1. Robi to „golubctl account sign-in”.</translation>
    </message>
    <message>
        <source>until it is revoked (the current token until %1)</source>
        <translation>do odwołania (obecny token do %1)</translation>
    </message>
    <message>
        <source>%1, %2
granted: %3
since: %4
valid: %5</source>
        <translation>%1, %2
przyznano: %3
od: %4
ważne: %5</translation>
    </message>
    <message>
        <source>&quot;golubctl account sign-in %1&quot; does that at any terminal, or the window of Golub.</source>
        <translation>Robi to „golubctl account sign-in %1” w dowolnym terminalu albo okno programu Golub.</translation>
    </message>
    <message>
        <source>A server is written like mail.example.org:993.</source>
        <translation>Serwer zapisuje się tak: mail.example.org:993.</translation>
    </message>
    <message>
        <source>%1:%2 until %3
  %4</source>
        <translation>%1:%2 do %3
  %4</translation>
    </message>
    <message>
        <source>No certificate is accepted beside those that this computer trusts.</source>
        <translation>Poza certyfikatami, którym ten komputer ufa, nie zaakceptowano żadnego.</translation>
    </message>
    <message>
        <source>--days is a number from 1 to 3650.</source>
        <translation>--days to liczba od 1 do 3650.</translation>
    </message>
    <message>
        <source>A fingerprint is SHA-256 in hexadecimal: 64 digits, colons between them or not.</source>
        <translation>Odcisk to SHA-256 szesnastkowo: 64 cyfry, z dwukropkami lub bez.</translation>
    </message>
    <message>
        <source>Accepted for %1:%2 until %3.</source>
        <translation>Zaakceptowano dla %1:%2 do %3.</translation>
    </message>
    <message>
        <source>No certificate of %1:%2 is accepted any more beside those that this computer trusts.</source>
        <translation>Dla %1:%2 nie akceptuje się już żadnego certyfikatu poza tymi, którym ten komputer ufa.</translation>
    </message>
    <message>
        <source>How much protection is enough is written as the error message names it, like tls+password.</source>
        <translation>Wystarczającą ochronę zapisuje się tak, jak nazywa ją komunikat o błędzie, np. tls+password.</translation>
    </message>
    <message>
        <source>From now on %1 is enough at %2:%3.</source>
        <translation>Od teraz w %2:%3 wystarcza %1.</translation>
    </message>
    <message>
        <source>If you are sure: golubctl trust accept %1:%2 %3</source>
        <translation>Jeśli masz pewność: golubctl trust accept %1:%2 %3</translation>
    </message>
    <message>
        <source>If you are sure: golubctl trust weaker ACCOUNT %1:%2 %3</source>
        <translation>Jeśli masz pewność: golubctl trust weaker KONTO %1:%2 %3</translation>
    </message>
    <message>
        <source>receipt takes the message&apos;s id, and &quot;send&quot; or &quot;decline&quot; to answer.</source>
        <translation>receipt przyjmuje identyfikator wiadomości oraz „send” albo „decline” jako odpowiedź.</translation>
    </message>
    <message>
        <source>This message wants no receipt, or it was answered already.</source>
        <translation>Ta wiadomość nie wymaga potwierdzenia albo już na nie odpowiedziano.</translation>
    </message>
    <message>
        <source>A receipt is wanted at %1.</source>
        <translation>Potwierdzenie ma trafić na adres %1.</translation>
    </message>
    <message>
        <source>That is not where the message came from.</source>
        <translation>To nie jest adres, z którego przyszła wiadomość.</translation>
    </message>
    <message>
        <source>golubctl receipt %1 send|decline</source>
        <translation>golubctl receipt %1 send|decline</translation>
    </message>
    <message>
        <source>No receipt is sent, and nobody is asked again.</source>
        <translation>Potwierdzenie nie zostanie wysłane i to pytanie już nie wróci.</translation>
    </message>
    <message>
        <source>--held-by-server says who keeps the message until --at TIME.</source>
        <translation>--held-by-server mówi, kto przechowuje wiadomość do chwili --at TIME.</translation>
    </message>
    <message>
        <source>If somebody got it: golubctl outbox resolve %1 sent. To send it again: golubctl outbox resolve %1 unsent. To look for it again: golubctl outbox look %1.</source>
        <translation>Jeśli ktoś ją dostał: golubctl outbox resolve %1 sent. Aby wysłać ponownie: golubctl outbox resolve %1 unsent. Aby poszukać jeszcze raz: golubctl outbox look %1.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be a flag: seen, answered, flagged, draft, or a keyword of ASCII letters, digits and signs, without blanks.</source>
        <translation>„%1” nie może być znacznikiem: seen, answered, flagged, draft albo słowo z liter ASCII, cyfr i znaków, bez spacji.</translation>
    </message>
    <message>
        <source>--limit takes a number from 1 on.</source>
        <translation>--limit przyjmuje liczbę od 1 wzwyż.</translation>
    </message>
    <message>
        <source>show takes one message id.</source>
        <translation>show przyjmuje identyfikator jednej wiadomości.</translation>
    </message>
    <message>
        <source>Which account? &quot;golubctl account list&quot; shows them.</source>
        <translation>Które konto? Pokazuje je „golubctl account list”.</translation>
    </message>
    <message>
        <source>--seconds takes a number.</source>
        <translation>--seconds wymaga liczby.</translation>
    </message>
    <message>
        <source>There is more to do.</source>
        <translation>Zostało jeszcze coś do zrobienia.</translation>
    </message>
    <message>
        <source>Everything is tidy.</source>
        <translation>Wszystko uporządkowane.</translation>
    </message>
    <message>
        <source>Nothing of operation %1 is left to be undone; the one before it was taken.</source>
        <translation>Z operacji %1 nie zostało nic do cofnięcia; cofnięto poprzednią.</translation>
    </message>
    <message>
        <source>A message is too large to be imported: %1.</source>
        <translation>Wiadomość jest za duża, aby ją zaimportować: %1.</translation>
    </message>
    <message>
        <source>The folders within it were not imported; each can be, by its own path: %1.</source>
        <translation>Foldery w nim zawarte nie zostały zaimportowane; można to zrobić z każdym, podając jego ścieżkę: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <translation>
            <numerusform>%n już tam jest</numerusform>
            <numerusform>%n już tam są</numerusform>
            <numerusform>%n już tam jest</numerusform>
        </translation>
    </message>
    <message>
        <source>the server gets the rest later</source>
        <translation>resztę serwer dostanie później</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>Cofnięto.</translation>
    </message>
</context>
<context>
    <name>golub::ctl::JsonOutput</name>
    <message>
        <source>The server answered: %1</source>
        <translation>Serwer odpowiedział: %1</translation>
    </message>
</context>
<context>
    <name>golub::service::Backend</name>
    <message>
        <source>“%1” was to be sent at %2, when Golub was not running or offline. It is sent now.</source>
        <translation>„%1” miała zostać wysłana %2, gdy Golub nie działał albo był offline. Jest wysyłana teraz.</translation>
    </message>
    <message>
        <source>Your certificate %1 expires on %2. Get a new one in time from whoever issued it.</source>
        <translation>Twój certyfikat %1 wygasa %2. Poproś w porę wystawcę o nowy.</translation>
    </message>
    <message>
        <source>There is nothing that a server could search here.</source>
        <translation>Nie ma tu niczego, co mógłby przeszukać serwer.</translation>
    </message>
    <message>
        <source>The message that could not be delivered is not here any more. Write it once more.</source>
        <translation>Niedoręczonej wiadomości już tu nie ma. Napisz ją jeszcze raz.</translation>
    </message>
    <message>
        <source>This report is about a message that was not sent from here.</source>
        <translation>Ten raport dotyczy wiadomości, której stąd nie wysłano.</translation>
    </message>
    <message>
        <source>“%1” was sent after all: a copy of it was found at the server.</source>
        <translation>„%1” – wiadomość jednak została wysłana: na serwerze znaleziono jej kopię.</translation>
    </message>
</context>
<context>
    <name>golub::service::LocalMailService</name>
    <message>
        <source>Testing the settings</source>
        <translation>Sprawdzanie ustawień</translation>
    </message>
    <message>
        <source>Adding the account</source>
        <translation>Dodawanie konta</translation>
    </message>
    <message>
        <source>Changing the account</source>
        <translation>Zmienianie konta</translation>
    </message>
    <message>
        <source>Removing the account</source>
        <translation>Usuwanie konta</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Logowanie</translation>
    </message>
    <message>
        <source>Accepting the certificate</source>
        <translation>Akceptowanie certyfikatu</translation>
    </message>
    <message>
        <source>Getting mail</source>
        <translation>Odbieranie poczty</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Otwieranie</translation>
    </message>
    <message>
        <source>Reading the attachment</source>
        <translation>Odczytywanie załącznika</translation>
    </message>
    <message>
        <source>Marking</source>
        <translation>Oznaczanie</translation>
    </message>
    <message numerus="yes">
        <source>Mark %n message(s)</source>
        <translation>
            <numerusform>Oznaczenie %n wiadomości</numerusform>
            <numerusform>Oznaczenie %n wiadomości</numerusform>
            <numerusform>Oznaczenie %n wiadomości</numerusform>
        </translation>
    </message>
    <message>
        <source>Moving</source>
        <translation>Przenoszenie</translation>
    </message>
    <message numerus="yes">
        <source>Move %n message(s)</source>
        <translation>
            <numerusform>Przeniesienie %n wiadomości</numerusform>
            <numerusform>Przeniesienie %n wiadomości</numerusform>
            <numerusform>Przeniesienie %n wiadomości</numerusform>
        </translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Kopiowanie</translation>
    </message>
    <message numerus="yes">
        <source>Copy %n message(s)</source>
        <translation>
            <numerusform>Skopiowanie %n wiadomości</numerusform>
            <numerusform>Skopiowanie %n wiadomości</numerusform>
            <numerusform>Skopiowanie %n wiadomości</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n message(s)</source>
        <translation>
            <numerusform>Usunięcie %n wiadomości</numerusform>
            <numerusform>Usunięcie %n wiadomości</numerusform>
            <numerusform>Usunięcie %n wiadomości</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Archive %n message(s)</source>
        <translation>
            <numerusform>Zarchiwizowanie %n wiadomości</numerusform>
            <numerusform>Zarchiwizowanie %n wiadomości</numerusform>
            <numerusform>Zarchiwizowanie %n wiadomości</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark %n message(s) as junk</source>
        <translation>
            <numerusform>Oznaczenie %n wiadomości jako niechcianej</numerusform>
            <numerusform>Oznaczenie %n wiadomości jako niechcianych</numerusform>
            <numerusform>Oznaczenie %n wiadomości jako niechcianych</numerusform>
        </translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>Cofanie</translation>
    </message>
    <message>
        <source>Trying again</source>
        <translation>Ponawianie próby</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>Anulowanie</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Importowanie</translation>
    </message>
    <message>
        <source>Preparing the answer</source>
        <translation>Przygotowywanie odpowiedzi</translation>
    </message>
    <message>
        <source>Saving the draft</source>
        <translation>Zapisywanie szkicu</translation>
    </message>
    <message>
        <source>Removing the draft</source>
        <translation>Usuwanie szkicu</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Wysyłanie</translation>
    </message>
    <message>
        <source>Taking back</source>
        <translation>Wycofywanie</translation>
    </message>
    <message>
        <source>Noting</source>
        <translation>Zapisywanie rozstrzygnięcia</translation>
    </message>
    <message>
        <source>Preparing the message</source>
        <translation>Przygotowywanie wiadomości</translation>
    </message>
    <message>
        <source>Sending on</source>
        <translation>Przesyłanie dalej</translation>
    </message>
    <message>
        <source>Taking back trust in the certificate</source>
        <translation>Cofanie zaufania do certyfikatu</translation>
    </message>
    <message>
        <source>Accepting less protection</source>
        <translation>Akceptowanie słabszej ochrony</translation>
    </message>
    <message>
        <source>Fetching the message</source>
        <translation>Pobieranie wiadomości</translation>
    </message>
    <message>
        <source>Searching on the server</source>
        <translation>Szukanie na serwerze</translation>
    </message>
    <message>
        <source>Opening the draft</source>
        <translation>Otwieranie szkicu</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Odpowiadanie</translation>
    </message>
    <message>
        <source>Looking for the servers of %1</source>
        <translation>Szukanie serwerów dla %1</translation>
    </message>
    <message>
        <source>Sending a message to yourself</source>
        <translation>Wysyłanie wiadomości do siebie</translation>
    </message>
    <message>
        <source>Sign in at %1</source>
        <translation>Logowanie w %1</translation>
    </message>
    <message>
        <source>Look at a sign-in</source>
        <translation>Sprawdzanie logowania</translation>
    </message>
    <message>
        <source>Forget a sign-in</source>
        <translation>Zapominanie logowania</translation>
    </message>
    <message>
        <source>Looking for the message</source>
        <translation>Szukanie wiadomości</translation>
    </message>
    <message>
        <source>Loading the pictures</source>
        <translation>Wczytywanie obrazków</translation>
    </message>
    <message>
        <source>Tidying up</source>
        <translation>Porządkowanie</translation>
    </message>
</context>
<context>
    <name>golub::ui::AccountEditDialog</name>
    <message>
        <source>Account %1</source>
        <extracomment>Title of the window; %1 is the account&apos;s name</extracomment>
        <translation>Konto %1</translation>
    </message>
    <message>
        <source>&amp;Account</source>
        <translation>&amp;Konto</translation>
    </message>
    <message>
        <source>Ser&amp;vers</source>
        <translation>Ser&amp;wery</translation>
    </message>
    <message>
        <source>&amp;Identities</source>
        <translation>&amp;Tożsamości</translation>
    </message>
    <message>
        <source>Account name</source>
        <translation>Nazwa konta</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Adres e-mail</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Hasło</translation>
    </message>
    <message>
        <source>unchanged</source>
        <extracomment>Placeholder of a password field: leaving it empty keeps the known one</extracomment>
        <translation>bez zmian</translation>
    </message>
    <message>
        <source>Account &amp;name:</source>
        <translation>&amp;Nazwa konta:</translation>
    </message>
    <message>
        <source>&amp;E-mail address:</source>
        <translation>Adres &amp;e-mail:</translation>
    </message>
    <message>
        <source>New &amp;password:</source>
        <translation>Nowe &amp;hasło:</translation>
    </message>
    <message>
        <source>There is no keychain on this computer: the password is kept in memory only, and asked for at each start.</source>
        <translation>Na tym komputerze nie ma pęku kluczy: hasło jest przechowywane tylko w pamięci i trzeba je podać po każdym uruchomieniu.</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>Sp&amp;rawdź</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>Zapi&amp;sz</translation>
    </message>
    <message>
        <source>&amp;Receiving</source>
        <translation>&amp;Odbieranie</translation>
    </message>
    <message>
        <source>Sen&amp;ding</source>
        <translation>&amp;Wysyłanie</translation>
    </message>
    <message>
        <source>Si&amp;gn-in</source>
        <translation>Lo&amp;gowanie</translation>
    </message>
    <message>
        <source>&amp;Certificates</source>
        <translation>&amp;Certyfikaty</translation>
    </message>
</context>
<context>
    <name>golub::ui::AccountSetupDialog</name>
    <message>
        <source>Add an account</source>
        <translation>Dodawanie konta</translation>
    </message>
    <message>
        <source>as others see it, such as Anna Nowak</source>
        <translation>tak jak widzą je inni, na przykład Anna Nowak</translation>
    </message>
    <message>
        <source>&amp;Your name:</source>
        <translation>I&amp;mię i nazwisko:</translation>
    </message>
    <message>
        <source>&amp;E-mail address:</source>
        <translation>Adres &amp;e-mail:</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>&amp;Hasło:</translation>
    </message>
    <message>
        <source>It is kept in the keychain of this computer and goes to your mail servers only.</source>
        <translation>Jest przechowywane w pęku kluczy tego komputera i trafia wyłącznie do Twoich serwerów poczty.</translation>
    </message>
    <message>
        <source>There is no keychain on this computer: the password is kept in memory only, and asked for at each start.</source>
        <translation>Na tym komputerze nie ma pęku kluczy: hasło jest przechowywane tylko w pamięci i trzeba je podać po każdym uruchomieniu.</translation>
    </message>
    <message>
        <source>Account &amp;name:</source>
        <extracomment>What the account is called in this program</extracomment>
        <translation>&amp;Nazwa konta:</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Imię i nazwisko</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>Adres e-mail</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Hasło</translation>
    </message>
    <message>
        <source>Account name</source>
        <translation>Nazwa konta</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>Sp&amp;rawdź</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>Zapi&amp;sz</translation>
    </message>
    <message>
        <source>The settings of %1 are known.</source>
        <extracomment>%1 is a mail provider such as &quot;Gmail&quot;</extracomment>
        <translation>Ustawienia dostawcy %1 są znane.</translation>
    </message>
    <message>
        <source>The servers of %1 are not known here. Your provider&apos;s help pages name them.</source>
        <extracomment>%1 is a domain</extracomment>
        <translation>Serwery domeny %1 nie są tu znane. Znajdziesz je na stronach pomocy dostawcy.</translation>
    </message>
    <message>
        <source>Help from %1</source>
        <extracomment>Link to a provider&apos;s help page; %1 is the provider</extracomment>
        <translation>Pomoc: %1</translation>
    </message>
    <message>
        <source>&amp;Test again</source>
        <translation>Sp&amp;rawdź ponownie</translation>
    </message>
    <message>
        <source>&amp;Save anyway</source>
        <translation>Zapi&amp;sz mimo to</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Brakuje hasła.</translation>
    </message>
</context>
<context>
    <name>golub::ui::AccountsDialog</name>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Edytuj…</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Usuń…</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konta</translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation>&amp;Dodaj…</translation>
    </message>
    <message>
        <source>%1 · %2 at %3</source>
        <extracomment>Second line of an account in the list: address, then IMAP or POP3 and the server</extracomment>
        <translation>%1 · %2, %3</translation>
    </message>
    <message>
        <source>Remove the account %1?

Its mail, drafts and unsent messages are removed from this computer, and its password from the keychain. Nothing changes on the server.</source>
        <translation>Usunąć konto %1?

Jego poczta, szkice i niewysłane wiadomości zostaną usunięte z tego komputera, a jego hasło z pęku kluczy. Na serwerze nic się nie zmieni.</translation>
    </message>
    <message>
        <source>Messages that were already removed from the server exist only here and will be lost.</source>
        <translation>Wiadomości, które już usunięto z serwera, istnieją tylko tutaj i przepadną.</translation>
    </message>
    <message>
        <source>Remove an account</source>
        <translation>Usuwanie konta</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Usuń</translation>
    </message>
</context>
<context>
    <name>golub::ui::ActionRegistry</name>
    <message>
        <source>&amp;New message</source>
        <translation>&amp;Nowa wiadomość</translation>
    </message>
    <message>
        <source>Write a new message</source>
        <translation>Napisz nową wiadomość</translation>
    </message>
    <message>
        <source>&amp;Get mail</source>
        <translation>&amp;Odbierz pocztę</translation>
    </message>
    <message>
        <source>Look for new mail in every account</source>
        <translation>Sprawdź nową pocztę na wszystkich kontach</translation>
    </message>
    <message>
        <source>Work &amp;offline</source>
        <translation>&amp;Pracuj bez sieci</translation>
    </message>
    <message>
        <source>Stay away from the network; changes are sent later</source>
        <translation>Nie łącz się z siecią; zmiany zostaną wysłane później</translation>
    </message>
    <message>
        <source>&amp;Save message as…</source>
        <translation>&amp;Zapisz wiadomość jako…</translation>
    </message>
    <message>
        <source>Save the message as a file, exactly as the server has it</source>
        <translation>Zapisz wiadomość do pliku dokładnie tak, jak ma ją serwer</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Za&amp;kończ</translation>
    </message>
    <message>
        <source>Close Golub</source>
        <translation>Zamknij program Golub</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Cofnij</translation>
    </message>
    <message>
        <source>Take the last action back</source>
        <translation>Cofnij ostatnią czynność</translation>
    </message>
    <message>
        <source>Select &amp;all messages</source>
        <translation>Zaznacz &amp;wszystkie wiadomości</translation>
    </message>
    <message>
        <source>Select every message of the list</source>
        <translation>Zaznacz wszystkie wiadomości na liście</translation>
    </message>
    <message>
        <source>&amp;Find in message…</source>
        <translation>&amp;Znajdź w wiadomości…</translation>
    </message>
    <message>
        <source>Find words in the message shown</source>
        <translation>Znajdź słowa w wyświetlonej wiadomości</translation>
    </message>
    <message>
        <source>S&amp;earch mail</source>
        <translation>Sz&amp;ukaj w poczcie</translation>
    </message>
    <message>
        <source>Search all mail</source>
        <translation>Przeszukaj całą pocztę</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Jak w &amp;systemie</translation>
    </message>
    <message>
        <source>Light or dark as the desktop says</source>
        <translation>Jasne lub ciemne, zależnie od pulpitu</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Jasne</translation>
    </message>
    <message>
        <source>Always the light colours</source>
        <translation>Zawsze jasne kolory</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Ciemne</translation>
    </message>
    <message>
        <source>Always the dark colours</source>
        <translation>Zawsze ciemne kolory</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Po&amp;większ</translation>
    </message>
    <message>
        <source>Show the message larger</source>
        <translation>Pokaż wiadomość większą</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Po&amp;mniejsz</translation>
    </message>
    <message>
        <source>Show the message smaller</source>
        <translation>Pokaż wiadomość mniejszą</translation>
    </message>
    <message>
        <source>&amp;Normal size</source>
        <translation>&amp;Zwykła wielkość</translation>
    </message>
    <message>
        <source>Show the message in its normal size</source>
        <translation>Pokaż wiadomość w zwykłej wielkości</translation>
    </message>
    <message>
        <source>Message &amp;source</source>
        <translation>Źródł&amp;o wiadomości</translation>
    </message>
    <message>
        <source>Show the message exactly as it came</source>
        <translation>Pokaż wiadomość dokładnie tak, jak przyszła</translation>
    </message>
    <message>
        <source>Next &amp;pane</source>
        <translation>&amp;Następny panel</translation>
    </message>
    <message>
        <source>Go to folders, messages and reading pane in turn</source>
        <translation>Przechodź kolejno do folderów, listy i treści wiadomości</translation>
    </message>
    <message>
        <source>Protocol &amp;log</source>
        <translation>Dziennik &amp;protokołu</translation>
    </message>
    <message>
        <source>Show what is said between Golub and the servers</source>
        <translation>Pokaż, co Golub i serwery mówią do siebie</translation>
    </message>
    <message>
        <source>&amp;Activity…</source>
        <translation>&amp;Działania…</translation>
    </message>
    <message>
        <source>Show what each account does and what waits or failed</source>
        <translation>Pokaż, co robi każde konto oraz co czeka lub się nie udało</translation>
    </message>
    <message>
        <source>&amp;Reply</source>
        <translation>&amp;Odpowiedz</translation>
    </message>
    <message>
        <source>Answer the sender</source>
        <translation>Odpowiedz nadawcy</translation>
    </message>
    <message>
        <source>Reply to &amp;all</source>
        <translation>Odpowiedz &amp;wszystkim</translation>
    </message>
    <message>
        <source>Answer the sender and every other recipient</source>
        <translation>Odpowiedz nadawcy i wszystkim pozostałym odbiorcom</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Przekaż dalej</translation>
    </message>
    <message>
        <source>Send the message on to somebody</source>
        <translation>Wyślij tę wiadomość komuś innemu</translation>
    </message>
    <message>
        <source>&amp;Edit draft</source>
        <translation>&amp;Edytuj szkic</translation>
    </message>
    <message>
        <source>Go on writing the draft</source>
        <translation>Pisz szkic dalej</translation>
    </message>
    <message>
        <source>Ar&amp;chive</source>
        <translation>&amp;Archiwizuj</translation>
    </message>
    <message>
        <source>Move to the archive</source>
        <translation>Przenieś do archiwum</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Usuń</translation>
    </message>
    <message>
        <source>Move to the trash; in the trash, delete for good</source>
        <translation>Przenieś do kosza; w koszu usuń na zawsze</translation>
    </message>
    <message>
        <source>&amp;Junk</source>
        <translation>To &amp;niechciana</translation>
    </message>
    <message>
        <source>Move to the junk folder</source>
        <translation>Przenieś do niechcianych</translation>
    </message>
    <message>
        <source>&amp;Move to…</source>
        <translation>P&amp;rzenieś do…</translation>
    </message>
    <message>
        <source>Choose a folder to move to</source>
        <translation>Wybierz folder, do którego przenieść</translation>
    </message>
    <message>
        <source>Mar&amp;k read</source>
        <translation>Oznacz &amp;jako przeczytane</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Oznacz jako przeczytane</translation>
    </message>
    <message>
        <source>&amp;Star</source>
        <translation>Dodaj &amp;gwiazdkę</translation>
    </message>
    <message>
        <source>Add a star</source>
        <translation>Dodaj gwiazdkę</translation>
    </message>
    <message>
        <source>Next &amp;unread</source>
        <translation>Następna n&amp;ieprzeczytana</translation>
    </message>
    <message>
        <source>Go to the next unread message</source>
        <translation>Przejdź do następnej nieprzeczytanej wiadomości</translation>
    </message>
    <message>
        <source>A&amp;dd account…</source>
        <translation>&amp;Dodaj konto…</translation>
    </message>
    <message>
        <source>Set up another mail account</source>
        <translation>Skonfiguruj kolejne konto pocztowe</translation>
    </message>
    <message>
        <source>&amp;Accounts…</source>
        <translation>&amp;Konta…</translation>
    </message>
    <message>
        <source>Change or remove accounts and identities</source>
        <translation>Zmień lub usuń konta i tożsamości</translation>
    </message>
    <message>
        <source>&amp;About Golub</source>
        <translation>&amp;O programie Golub</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>Wersja i licencja</translation>
    </message>
    <message>
        <source>Mar&amp;k unread</source>
        <translation>Oznacz &amp;jako nieprzeczytane</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Oznacz jako nieprzeczytane</translation>
    </message>
    <message>
        <source>Remove &amp;star</source>
        <translation>Usuń &amp;gwiazdkę</translation>
    </message>
    <message>
        <source>Remove the star</source>
        <translation>Usuń gwiazdkę</translation>
    </message>
    <message>
        <source>Not &amp;junk</source>
        <translation>To nie jest &amp;niechciana</translation>
    </message>
    <message>
        <source>Move back to the inbox</source>
        <translation>Przenieś z powrotem do odebranych</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Cofnij: %1</translation>
    </message>
    <message>
        <source>Reply to &amp;list</source>
        <translation>Odpowiedz na &amp;listę</translation>
    </message>
    <message>
        <source>Answer the mailing list alone</source>
        <translation>Odpowiedz tylko na listę dyskusyjną</translation>
    </message>
    <message>
        <source>Forward as a&amp;ttachment</source>
        <translation>Przekaż jako załą&amp;cznik</translation>
    </message>
    <message>
        <source>Send the whole message on to somebody, as a file</source>
        <translation>Wyślij komuś całą wiadomość jako plik</translation>
    </message>
    <message>
        <source>Red&amp;irect…</source>
        <translation>Prze&amp;kieruj…</translation>
    </message>
    <message>
        <source>Send the message on exactly as it came</source>
        <translation>Wyślij wiadomość dalej dokładnie taką, jaka przyszła</translation>
    </message>
    <message>
        <source>Edit as &amp;new</source>
        <translation>E&amp;dytuj jako nową</translation>
    </message>
    <message>
        <source>Begin a new message with what this one says</source>
        <translation>Zacznij nową wiadomość od treści tej</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Drukuj…</translation>
    </message>
    <message>
        <source>Print the message</source>
        <translation>Wydrukuj wiadomość</translation>
    </message>
    <message>
        <source>Load the images of this sender&apos;s messages without asking</source>
        <translation>Wczytuj obrazki w wiadomościach tego nadawcy bez pytania</translation>
    </message>
    <message>
        <source>Sho&amp;w images of this sender</source>
        <translation>Pokazuj o&amp;brazki od tego nadawcy</translation>
    </message>
</context>
<context>
    <name>golub::ui::ActivityDialog</name>
    <message>
        <source>Waits for the server</source>
        <translation>Czeka na serwer</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>W toku</translation>
    </message>
    <message>
        <source>Refused by the server and taken back here</source>
        <translation>Serwer odmówił, cofnięto też tutaj</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Gotowe</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Anulowano</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Działania</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konta</translation>
    </message>
    <message>
        <source>Actions that the servers do not have yet</source>
        <translation>Czynności, o których serwery jeszcze nie wiedzą</translation>
    </message>
    <message>
        <source>None. Everything you did is on the servers.</source>
        <translation>Brak. Wszystko jest już na serwerach.</translation>
    </message>
    <message>
        <source>The server answered: %1</source>
        <translation>Odpowiedź serwera: %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Spróbuj ponownie</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Odrzuć</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>next try %1</source>
        <translation>następna próba %1</translation>
    </message>
    <message>
        <source>Done lately</source>
        <translation>Ostatnio wykonane</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Cofnięto</translation>
    </message>
</context>
<context>
    <name>golub::ui::AddressText</name>
    <message>
        <source>Something is missing before the @.</source>
        <translation>Brakuje czegoś przed znakiem @.</translation>
    </message>
    <message>
        <source>The part before the @ is too long.</source>
        <translation>Część przed znakiem @ jest za długa.</translation>
    </message>
    <message>
        <source>There is a blank in the address.</source>
        <translation>W adresie jest spacja.</translation>
    </message>
    <message>
        <source>The character %1 cannot stand in an address.</source>
        <translation>Znak %1 nie może występować w adresie.</translation>
    </message>
    <message>
        <source>The part after the @ is missing.</source>
        <translation>Brakuje części po znaku @.</translation>
    </message>
    <message>
        <source>There is a dot too many after the @.</source>
        <translation>Po znaku @ jest o jedną kropkę za dużo.</translation>
    </message>
    <message>
        <source>The part after the @ is not the name of a mail server.</source>
        <translation>Część po znaku @ nie jest nazwą serwera poczty.</translation>
    </message>
    <message>
        <source>An address looks like name@example.org.</source>
        <translation>Adres ma postać nazwa@example.org.</translation>
    </message>
    <message>
        <source>The address is too long.</source>
        <translation>Adres jest za długi.</translation>
    </message>
</context>
<context>
    <name>golub::ui::AttachmentBar</name>
    <message>
        <source>Save all…</source>
        <translation>Zapisz wszystkie…</translation>
    </message>
    <message>
        <source>Save every attachment to a folder</source>
        <translation>Zapisz wszystkie załączniki w folderze</translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s)</source>
        <translation>
            <numerusform>%n załącznik</numerusform>
            <numerusform>%n załączniki</numerusform>
            <numerusform>%n załączników</numerusform>
        </translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>Zapisz %1</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Otwórz %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Otwórz</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Zapisz jako…</translation>
    </message>
    <message>
        <source>“%1” could not be written.</source>
        <translation>Nie udało się zapisać pliku „%1”.</translation>
    </message>
    <message>
        <source>No temporary folder could be made.</source>
        <translation>Nie udało się utworzyć folderu tymczasowego.</translation>
    </message>
    <message>
        <source>No program was found that opens “%1”. Save it instead.</source>
        <translation>Nie znaleziono programu, który otwiera „%1”. Zapisz ten plik.</translation>
    </message>
    <message>
        <source>Save attachment</source>
        <translation>Zapisywanie załącznika</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Zapisano jako %1</translation>
    </message>
    <message>
        <source>Save all attachments</source>
        <translation>Zapisywanie wszystkich załączników</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>Still on the server; fetched when it is opened or saved</source>
        <translation>Jeszcze na serwerze; zostanie pobrany przy otwarciu lub zapisaniu</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 z %3</translation>
    </message>
    <message>
        <source>Fetching %1…</source>
        <translation>Pobieranie: %1…</translation>
    </message>
</context>
<context>
    <name>golub::ui::AttachmentList</name>
    <message>
        <source>Attachments</source>
        <translation>Załączniki</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>An attachment in the composer: name and size</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 is attached already.</source>
        <translation>Plik %1 jest już załączony.</translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation>Pliku %1 już tam nie ma.</translation>
    </message>
    <message>
        <source>%1 is a folder. Pack it into one file first.</source>
        <translation>%1 to folder. Spakuj go najpierw do jednego pliku.</translation>
    </message>
    <message>
        <source>%1 cannot be read. Check its permissions.</source>
        <translation>Nie można odczytać pliku %1. Sprawdź jego uprawnienia.</translation>
    </message>
    <message>
        <source>%1 (missing)</source>
        <translation>%1 (brak)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Usuń</translation>
    </message>
</context>
<context>
    <name>golub::ui::BodyEdit</name>
    <message>
        <source>No suggestions</source>
        <translation>Brak podpowiedzi</translation>
    </message>
    <message>
        <source>Add “%1” to the dictionary</source>
        <translation>Dodaj „%1” do słownika</translation>
    </message>
</context>
<context>
    <name>golub::ui::BrowserSignInPanel</name>
    <message>
        <source>Sign in in the &amp;browser</source>
        <translation>Zaloguj w prze&amp;glądarce</translation>
    </message>
    <message>
        <source>Open the browser again</source>
        <translation>Otwórz przeglądarkę ponownie</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Kopiuj adres</translation>
    </message>
    <message>
        <source>Cancel the sign-in</source>
        <translation>Anuluj logowanie</translation>
    </message>
    <message>
        <source>For another browser on this computer</source>
        <translation>Dla innej przeglądarki na tym komputerze</translation>
    </message>
    <message>
        <source>Preparing the sign-in…</source>
        <translation>Przygotowywanie logowania…</translation>
    </message>
    <message>
        <source>Your browser has opened the page. Sign in there and allow the access; this window goes on by itself.</source>
        <translation>Przeglądarka otworzyła stronę. Zaloguj się tam i zezwól na dostęp; to okno przejdzie dalej samo.</translation>
    </message>
    <message>
        <source>No browser could be opened. Copy the address into a browser on this computer.</source>
        <translation>Nie udało się otworzyć przeglądarki. Skopiuj adres do przeglądarki na tym komputerze.</translation>
    </message>
    <message>
        <source>Signed in.</source>
        <translation>Zalogowano.</translation>
    </message>
    <message>
        <source>The sign-in was cancelled.</source>
        <translation>Logowanie zostało anulowane.</translation>
    </message>
</context>
<context>
    <name>golub::ui::CertificateDialog</name>
    <message numerus="yes">
        <source> and %n more</source>
        <comment>host names of a certificate</comment>
        <translation>
            <numerusform> i jeszcze %n</numerusform>
            <numerusform> i jeszcze %n</numerusform>
            <numerusform> i jeszcze %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Certificate of %1</source>
        <extracomment>Title of the window about a certificate that is not trusted</extracomment>
        <translation>Certyfikat serwera %1</translation>
    </message>
    <message>
        <source>What the server showed</source>
        <translation>Co przedstawił serwer</translation>
    </message>
    <message>
        <source>%1 (the server&apos;s own)</source>
        <extracomment>Entry of the list of a certificate chain; %1 is the certificate&apos;s subject, %2 its place in the chain, from 1</extracomment>
        <translation>%1 (własny certyfikat serwera)</translation>
    </message>
    <message>
        <source>%1 (number %2 in the chain)</source>
        <translation>%1 (numer %2 w łańcuchu)</translation>
    </message>
    <message>
        <source>Certificate of the chain</source>
        <translation>Certyfikat z łańcucha</translation>
    </message>
    <message>
        <source>Certificate:</source>
        <translation>Certyfikat:</translation>
    </message>
    <message>
        <source>Issued to:</source>
        <translation>Wystawiony dla:</translation>
    </message>
    <message>
        <source>Issued by:</source>
        <translation>Wystawca:</translation>
    </message>
    <message>
        <source>For the hosts:</source>
        <translation>Dla serwerów:</translation>
    </message>
    <message>
        <source>Valid:</source>
        <translation>Ważny:</translation>
    </message>
    <message>
        <source>SHA-256:</source>
        <translation>SHA-256:</translation>
    </message>
    <message>
        <source>Golub cannot be sure that this is really %1.</source>
        <translation>Golub nie może potwierdzić, że to naprawdę %1.</translation>
    </message>
    <message>
        <source>The server showed no certificate, so there is none that could be accepted.</source>
        <translation>Serwer nie przedstawił certyfikatu, więc nie ma czego zaakceptować.</translation>
    </message>
    <message>
        <source>I &amp;compared the fingerprint with one from a source I trust</source>
        <extracomment>The check box that must be ticked before an untrusted certificate can be accepted</extracomment>
        <translation>Odcisk &amp;porównano z odciskiem z zaufanego źródła</translation>
    </message>
    <message>
        <source>Do &amp;not connect</source>
        <translation>&amp;Nie łącz</translation>
    </message>
    <message>
        <source>&amp;Accept it for %1</source>
        <extracomment>%1 is host:port</extracomment>
        <translation>&amp;Zaakceptuj dla %1</translation>
    </message>
    <message>
        <source>%1 (itself)</source>
        <translation>%1 (on sam)</translation>
    </message>
    <message>
        <source>none named</source>
        <translation>nie podano</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <extracomment>How long a certificate is valid; %1 and %2 are dates</extracomment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint %1</source>
        <translation>Odcisk SHA-256: %1</translation>
    </message>
    <message>
        <source>Key:</source>
        <extracomment>Kind and length of a certificate&apos;s key: &quot;RSA 2048&quot;</extracomment>
        <translation>Klucz:</translation>
    </message>
    <message>
        <source>%1 shows another certificate than before.</source>
        <translation>%1 pokazuje inny certyfikat niż dotychczas.</translation>
    </message>
    <message>
        <source>Somebody on the way could be reading or changing your mail.</source>
        <translation>Ktoś po drodze mógłby czytać lub zmieniać Twoją pocztę.</translation>
    </message>
    <message>
        <source>How long it is accepted</source>
        <translation>Na jak długo jest akceptowany</translation>
    </message>
    <message>
        <source>30 days</source>
        <extracomment>Entries of a list: how long an untrusted certificate is accepted</extracomment>
        <translation>30 dni</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 dni</translation>
    </message>
    <message>
        <source>a year</source>
        <translation>rok</translation>
    </message>
    <message>
        <source>Accept it &amp;for</source>
        <translation>Akceptuj na &amp;okres</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nieznany</translation>
    </message>
</context>
<context>
    <name>golub::ui::CertificateFields</name>
    <message>
        <source>File with your certificate</source>
        <translation>Plik z Twoim certyfikatem</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>Wy&amp;bierz…</translation>
    </message>
    <message>
        <source>Passphrase of the certificate</source>
        <translation>Hasło certyfikatu</translation>
    </message>
    <message>
        <source>unchanged, or none</source>
        <translation>bez zmian albo brak</translation>
    </message>
    <message>
        <source>Your certificate:</source>
        <extracomment>The person&apos;s own certificate, with which they sign in</extracomment>
        <translation>Twój certyfikat:</translation>
    </message>
    <message>
        <source>Its passphrase:</source>
        <translation>Jego hasło:</translation>
    </message>
    <message>
        <source>A file with the certificate and its key: PEM or PKCS#12 (.p12, .pfx). It stays where it is; the passphrase goes into the keychain.</source>
        <translation>Plik z certyfikatem i jego kluczem: PEM lub PKCS#12 (.p12, .pfx). Zostaje tam, gdzie jest; hasło trafia do pęku kluczy.</translation>
    </message>
    <message>
        <source>Your certificate</source>
        <translation>Twój certyfikat</translation>
    </message>
    <message>
        <source>Certificates (*.p12 *.pfx *.pem *.crt);;All files (*)</source>
        <translation>Certyfikaty (*.p12 *.pfx *.pem *.crt);;Wszystkie pliki (*)</translation>
    </message>
</context>
<context>
    <name>golub::ui::CertificatesPage</name>
    <message>
        <source>None: every server has a certificate that this computer trusts.</source>
        <translation>Nie ma żadnych: każdy serwer ma certyfikat, któremu ten komputer ufa.</translation>
    </message>
    <message>
        <source>Accept it no &amp;more</source>
        <translation>&amp;Nie akceptuj go więcej</translation>
    </message>
    <message>
        <source>Certificates that you accepted although this computer does not trust them. Each is good for one server alone, and for all accounts there.</source>
        <translation>Certyfikaty zaakceptowane przez Ciebie, choć ten komputer im nie ufa. Każdy z nich jest ważny tylko dla jednego serwera i dla wszystkich kont na nim.</translation>
    </message>
    <message>
        <source>Accepted certificates</source>
        <translation>Zaakceptowane certyfikaty</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serwer</translation>
    </message>
    <message>
        <source>Accepted on</source>
        <translation>Zaakceptowany</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>%1, until %2</source>
        <translation>%1, do %2</translation>
    </message>
    <message>
        <source>SHA-256:
%1</source>
        <extracomment>The name of a kind of fingerprint, then the fingerprint on two lines</extracomment>
        <translation>SHA-256:
%1</translation>
    </message>
</context>
<context>
    <name>golub::ui::ComposerHeader</name>
    <message>
        <source>&amp;From:</source>
        <extracomment>Header field of a message being written</extracomment>
        <translation>&amp;Od:</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Od</translation>
    </message>
    <message>
        <source>&amp;To:</source>
        <translation>&amp;Do:</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>&amp;Cc:</source>
        <translation>D&amp;W:</translation>
    </message>
    <message>
        <source>Copy to</source>
        <translation>Do wiadomości</translation>
    </message>
    <message>
        <source>&amp;Bcc:</source>
        <translation>&amp;UDW:</translation>
    </message>
    <message>
        <source>Blind copy to</source>
        <translation>Ukryte do wiadomości</translation>
    </message>
    <message>
        <source>Cc</source>
        <translation>DW</translation>
    </message>
    <message>
        <source>Add a field for copies</source>
        <translation>Dodaj pole odbiorców kopii</translation>
    </message>
    <message>
        <source>Bcc</source>
        <translation>UDW</translation>
    </message>
    <message>
        <source>Add a field for blind copies, which the other recipients do not see</source>
        <translation>Dodaj pole odbiorców ukrytych kopii, których inni odbiorcy nie widzą</translation>
    </message>
    <message>
        <source>&amp;Subject:</source>
        <translation>&amp;Temat:</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Temat</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <extracomment>A sender in the From field; %1 is name and address, %2 the account</extracomment>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>“%1” cannot be used. %2</source>
        <extracomment>%1 is an address as typed, %2 what is wrong with it</extracomment>
        <translation>Nie można użyć „%1”. %2</translation>
    </message>
    <message>
        <source>The message did not reach this address.</source>
        <translation>Wiadomość nie dotarła pod ten adres.</translation>
    </message>
</context>
<context>
    <name>golub::ui::ComposerWindow</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>Tool tip: what a button does, and its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Message</source>
        <extracomment>Name of the composer&apos;s tool bar</extracomment>
        <translation>Wiadomość</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Wyślij</translation>
    </message>
    <message>
        <source>Attach…</source>
        <translation>Załącz…</translation>
    </message>
    <message>
        <source>Formatting</source>
        <translation>Formatowanie</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Zapisz</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Odrzuć</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Więcej</translation>
    </message>
    <message>
        <source>Write answers &amp;above the quoted text</source>
        <translation>Pisz odpowiedzi &amp;nad cytatem</translation>
    </message>
    <message>
        <source>Remove the selected</source>
        <translation>Usuń zaznaczone</translation>
    </message>
    <message>
        <source>Message text</source>
        <translation>Treść wiadomości</translation>
    </message>
    <message>
        <source>picture-%1.png</source>
        <translation>obrazek-%1.png</translation>
    </message>
    <message>
        <source>Draft saved at %1</source>
        <extracomment>%1 is a time of day</extracomment>
        <translation>Szkic zapisano o %1</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Jeszcze nie zapisano</translation>
    </message>
    <message>
        <source>New message</source>
        <extracomment>Title of the composer&apos;s window while the subject is empty</extracomment>
        <translation>Nowa wiadomość</translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s), %1</source>
        <extracomment>Below the text of a message: how many attachments, how large together; %1 is the size</extracomment>
        <translation>
            <numerusform>%n załącznik, %1</numerusform>
            <numerusform>%n załączniki, %1</numerusform>
            <numerusform>%n załączników, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>many mail servers refuse messages of this size</source>
        <translation>wiele serwerów poczty odrzuca wiadomości tej wielkości</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Zwykły tekst</translation>
    </message>
    <message>
        <source>The formatting of this message will be lost. Links stay as addresses.</source>
        <translation>Formatowanie tej wiadomości przepadnie. Odnośniki pozostaną jako adresy.</translation>
    </message>
    <message>
        <source>Make it &amp;plain</source>
        <translation>&amp;Zmień na zwykły tekst</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Załączanie plików</translation>
    </message>
    <message>
        <source>There is no account to send from. Add one in the main window; the draft is kept.</source>
        <translation>Nie ma konta, z którego można wysłać. Dodaj je w oknie głównym; szkic zostaje zachowany.</translation>
    </message>
    <message>
        <source>Say who should get the message.</source>
        <translation>Podaj, do kogo wysłać wiadomość.</translation>
    </message>
    <message>
        <source>No subject</source>
        <translation>Brak tematu</translation>
    </message>
    <message>
        <source>The message has no subject. Send it all the same?</source>
        <translation>Wiadomość nie ma tematu. Wysłać mimo to?</translation>
    </message>
    <message>
        <source>&amp;Send without</source>
        <translation>&amp;Wyślij mimo to</translation>
    </message>
    <message>
        <source>&amp;Write one</source>
        <extracomment>Button: back to the message, to write a subject</extracomment>
        <translation>&amp;Dopisz temat</translation>
    </message>
    <message>
        <source>No attachment</source>
        <translation>Brak załącznika</translation>
    </message>
    <message>
        <source>The text speaks of an attachment, but there is none. Send it all the same?</source>
        <translation>W treści jest mowa o załączniku, ale żadnego nie ma. Wysłać mimo to?</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <extracomment>Button: back to the message, to attach a file</extracomment>
        <translation>W&amp;róć</translation>
    </message>
    <message numerus="yes">
        <source>%n attachment(s) cannot be found any more: %1. Put the file back, or remove it from the message.</source>
        <extracomment>%1 are names of files</extracomment>
        <translation>
            <numerusform>Nie można już znaleźć %n załącznika: %1. Przywróć plik na miejsce albo usuń go z wiadomości.</numerusform>
            <numerusform>Nie można już znaleźć %n załączników: %1. Przywróć pliki na miejsce albo usuń je z wiadomości.</numerusform>
            <numerusform>Nie można już znaleźć %n załączników: %1. Przywróć pliki na miejsce albo usuń je z wiadomości.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <comment>attachments that are missing</comment>
        <translation>&amp;Usuń</translation>
    </message>
    <message>
        <source>Putting it into the outbox…</source>
        <translation>Umieszczanie w wiadomościach do wysłania…</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nie zapisano</translation>
    </message>
    <message>
        <source>The draft could not be saved: %1</source>
        <translation>Nie udało się zapisać szkicu: %1</translation>
    </message>
    <message>
        <source>Discard the message</source>
        <translation>Odrzucanie wiadomości</translation>
    </message>
    <message>
        <source>The message and its draft are removed. This cannot be undone.</source>
        <translation>Wiadomość i jej szkic zostaną usunięte. Tego nie można cofnąć.</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Odrzuć</translation>
    </message>
    <message>
        <source>The message is kept in the drafts.</source>
        <translation>Wiadomość pozostaje w szkicach.</translation>
    </message>
    <message>
        <source>Ask for a &amp;reading receipt</source>
        <translation>Poproś o potwierdzenie p&amp;rzeczytania</translation>
    </message>
    <message numerus="yes">
        <source>The message did not reach %n address(es). Correct what is marked, or take it out; whoever is not listed here has got it.</source>
        <translation>
            <numerusform>Wiadomość nie dotarła pod %n adres. Popraw to, co zaznaczono, albo usuń; kogo tu nie ma, ten ją dostał.</numerusform>
            <numerusform>Wiadomość nie dotarła pod %n adresy. Popraw to, co zaznaczono, albo usuń; kogo tu nie ma, ten ją dostał.</numerusform>
            <numerusform>Wiadomość nie dotarła pod %n adresów. Popraw to, co zaznaczono, albo usuń; kogo tu nie ma, ten ją dostał.</numerusform>
        </translation>
    </message>
    <message>
        <source>too large: your outgoing server takes messages of at most %1, and files grow by a third on the way</source>
        <extracomment>Below the attachments; %1 is a size</extracomment>
        <translation>za dużo: serwer poczty wychodzącej przyjmuje wiadomości do %1, a pliki po drodze rosną o jedną trzecią</translation>
    </message>
    <message>
        <source>The message is sent: %1. Until then it is in the outbox.</source>
        <translation>Wiadomość zostanie wysłana: %1. Do tego czasu jest w skrzynce nadawczej.</translation>
    </message>
    <message>
        <source>probably too large: your provider is known to take messages of at most %1, and files grow by a third on the way</source>
        <extracomment>Below the attachments; %1 is a size</extracomment>
        <translation>prawdopodobnie za duże: z tego, co wiadomo, Twój dostawca przyjmuje wiadomości do %1, a pliki rosną po drodze o jedną trzecią</translation>
    </message>
</context>
<context>
    <name>golub::ui::Composers</name>
    <message>
        <source>The link wanted to attach a file of this computer. That was refused.</source>
        <translation>Odnośnik chciał załączyć plik z tego komputera. Odmówiono.</translation>
    </message>
    <message>
        <source>The link names what is no address: %1</source>
        <translation>Odnośnik podaje coś, co nie jest adresem: %1</translation>
    </message>
</context>
<context>
    <name>golub::ui::ConnectionTestView</name>
    <message>
        <source>The test is running</source>
        <translation>Trwa sprawdzanie</translation>
    </message>
    <message>
        <source>Trying the servers…</source>
        <translation>Sprawdzanie serwerów…</translation>
    </message>
    <message>
        <source>The test did not run to its end.</source>
        <translation>Sprawdzanie nie dobiegło końca.</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>Wszystko działa.</translation>
    </message>
    <message>
        <source>Not everything works yet.</source>
        <translation>Jeszcze nie wszystko działa.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>One step of a connection test that worked; %1 is the step, %2 what was found</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The test gave no result.</source>
        <translation>Sprawdzanie nie dało wyniku.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Szczegóły</translation>
    </message>
    <message>
        <source>Send a &amp;message to myself</source>
        <translation>Wyślij &amp;wiadomość do siebie</translation>
    </message>
    <message>
        <source>A small message goes out, is seen to arrive, and is removed again.</source>
        <translation>Mała wiadomość wychodzi, dociera z powrotem i zostaje usunięta.</translation>
    </message>
    <message>
        <source>A message to yourself is on its way…</source>
        <translation>Wiadomość do siebie jest w drodze…</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Otwórz stronę</translation>
    </message>
</context>
<context>
    <name>golub::ui::Details</name>
    <message>
        <source>The server answered: %1</source>
        <translation>Odpowiedź serwera: %1</translation>
    </message>
</context>
<context>
    <name>golub::ui::DiscoveryView</name>
    <message>
        <source>Golub&apos;s own list of providers</source>
        <translation>własna lista dostawców programu Golub</translation>
    </message>
    <message>
        <source>the provider itself</source>
        <translation>sam dostawca</translation>
    </message>
    <message>
        <source>Thunderbird&apos;s list of providers</source>
        <translation>lista dostawców programu Thunderbird</translation>
    </message>
    <message>
        <source>the domain&apos;s DNS records</source>
        <translation>rekordy DNS domeny</translation>
    </message>
    <message>
        <source>the hoster of the domain&apos;s mail</source>
        <translation>operator poczty tej domeny</translation>
    </message>
    <message>
        <source>the hoster, in Thunderbird&apos;s list</source>
        <translation>operator, na liście programu Thunderbird</translation>
    </message>
    <message>
        <source>Exchange&apos;s Autodiscover</source>
        <translation>Autodiscover serwera Exchange</translation>
    </message>
    <message>
        <source>Golub&apos;s own list, not checked lately</source>
        <translation>własna lista programu Golub, dawno niesprawdzana</translation>
    </message>
    <message>
        <source>a usual name that answers</source>
        <translation>zwykła nazwa, która odpowiada</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>szukanie…</translation>
    </message>
    <message>
        <source>found</source>
        <translation>znaleziono</translation>
    </message>
    <message>
        <source>nothing there</source>
        <translation>nic tam nie ma</translation>
    </message>
    <message>
        <source>no answer that can be used</source>
        <translation>brak użytecznej odpowiedzi</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>niepotrzebne</translation>
    </message>
    <message>
        <source>%1: %2, port %3</source>
        <extracomment>A mail server; %1 is IMAP, POP3 or SMTP, %2 its name, %3 its port</extracomment>
        <translation>%1: %2, port %3</translation>
    </message>
    <message>
        <source>S&amp;top looking</source>
        <translation>&amp;Przerwij szukanie</translation>
    </message>
    <message>
        <source>&amp;Use these servers</source>
        <translation>&amp;Użyj tych serwerów</translation>
    </message>
    <message>
        <source>Where was looked</source>
        <translation>Gdzie szukano</translation>
    </message>
    <message>
        <source>Tell the domain&apos;s own servers the whole &amp;address</source>
        <translation>Podaj serwerom domeny cały &amp;adres</translation>
    </message>
    <message>
        <source>Look a&amp;gain</source>
        <translation>&amp;Szukaj ponownie</translation>
    </message>
    <message>
        <source>Servers are being looked for</source>
        <translation>Trwa szukanie serwerów</translation>
    </message>
    <message>
        <source>Some providers need it to name the right user name. Without it only the domain is told.</source>
        <translation>Niektórzy dostawcy potrzebują go, by podać właściwą nazwę użytkownika. Bez tego podawana jest tylko domena.</translation>
    </message>
    <message>
        <source>The servers of %1 were found.</source>
        <translation>Znaleziono serwery domeny %1.</translation>
    </message>
    <message>
        <source>Some servers of %1 were found. Check the rest below.</source>
        <translation>Znaleziono niektóre serwery domeny %1. Resztę sprawdź poniżej.</translation>
    </message>
    <message>
        <source>Stopped. Enter the servers below.</source>
        <translation>Przerwano. Wpisz serwery poniżej.</translation>
    </message>
    <message>
        <source>No servers of %1 were found. Your provider&apos;s help pages name them.</source>
        <translation>Nie znaleziono serwerów domeny %1. Podają je strony pomocy dostawcy.</translation>
    </message>
    <message>
        <source>Looking for the servers of %1…</source>
        <extracomment>%1 is a domain</extracomment>
        <translation>Szukanie serwerów domeny %1…</translation>
    </message>
    <message>
        <source>%1 – found by: %2</source>
        <extracomment>%1 is a server, %2 says who named it</extracomment>
        <translation>%1 – skąd: %2</translation>
    </message>
    <message>
        <source>These servers are outside of your address&apos;s domain, and only DNS records that nobody signed name them. Use them if you know the name.</source>
        <translation>Te serwery są poza domeną Twojego adresu, a wskazują je tylko niepodpisane rekordy DNS. Użyj ich, jeśli znasz tę nazwę.</translation>
    </message>
    <message>
        <source>The mail is on a Microsoft Exchange (%1). It may want sign-in through the browser, or IMAP to be switched on.</source>
        <translation>Poczta jest na serwerze Microsoft Exchange (%1). Może wymagać logowania w przeglądarce albo włączenia IMAP.</translation>
    </message>
    <message>
        <source>%1 is not used. %2</source>
        <extracomment>%1 is a server, %2 why it is not used</extracomment>
        <translation>%1 nie jest używany. %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 (%2): %3</source>
        <translation>%1 (%2): %3</translation>
    </message>
</context>
<context>
    <name>golub::ui::EncodingMenu</name>
    <message>
        <source>Unicode</source>
        <translation>Unikod</translation>
    </message>
    <message>
        <source>Western European</source>
        <translation>Zachodnioeuropejskie</translation>
    </message>
    <message>
        <source>Central European</source>
        <translation>Środkowoeuropejskie</translation>
    </message>
    <message>
        <source>Cyrillic</source>
        <translation>Cyrylica</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>Greckie</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>Tureckie</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>Hebrajskie</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>Arabskie</translation>
    </message>
    <message>
        <source>Baltic</source>
        <translation>Bałtyckie</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>Wietnamskie</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>Tajskie</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japońskie</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>Chińskie</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>Koreańskie</translation>
    </message>
    <message>
        <source>Text &amp;encoding</source>
        <translation>Kodowanie &amp;tekstu</translation>
    </message>
    <message>
        <source>&amp;Automatic</source>
        <translation>&amp;Automatyczne</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a script or region and an encoding</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>golub::ui::FindBar</name>
    <message>
        <source>Find in this message</source>
        <translation>Znajdź w tej wiadomości</translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>Poprzednie (Shift+Enter)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Następne (Enter)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Zamknij (Esc)</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nie znaleziono</translation>
    </message>
</context>
<context>
    <name>golub::ui::FolderNames</name>
    <message>
        <source>Inbox</source>
        <translation>Odebrane</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Szkice</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Wysłane</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiwum</translation>
    </message>
    <message>
        <source>Junk</source>
        <translation>Niechciane</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>Kosz</translation>
    </message>
    <message>
        <source>All mail</source>
        <translation>Wszystkie</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>Z gwiazdką</translation>
    </message>
    <message>
        <source>Important</source>
        <translation>Ważne</translation>
    </message>
</context>
<context>
    <name>golub::ui::FolderPane</name>
    <message>
        <source>Folders</source>
        <translation>Foldery</translation>
    </message>
</context>
<context>
    <name>golub::ui::FolderPicker</name>
    <message>
        <source>Move to</source>
        <translation>Przenieś do</translation>
    </message>
    <message>
        <source>Type a part of the folder&apos;s name</source>
        <translation>Wpisz część nazwy folderu</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Przenieś</translation>
    </message>
</context>
<context>
    <name>golub::ui::Format</name>
    <message>
        <source>d MMM</source>
        <extracomment>Format of a date in this year, see QLocale::toString: d day, MMM short month</extracomment>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Wczoraj</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>Bez daty</translation>
    </message>
    <message>
        <source>Today, %1</source>
        <translation>Dzisiaj, %1</translation>
    </message>
    <message>
        <source>Yesterday, %1</source>
        <translation>Wczoraj, %1</translation>
    </message>
    <message>
        <source>now</source>
        <translation>teraz</translation>
    </message>
    <message>
        <source>in %1 s</source>
        <translation>za %1 s</translation>
    </message>
    <message>
        <source>in %1 min</source>
        <translation>za %1 min</translation>
    </message>
    <message>
        <source>in %1 h</source>
        <translation>za %1 godz.</translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n bajt</numerusform>
            <numerusform>%n bajty</numerusform>
            <numerusform>%n bajtów</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::FormatBar</name>
    <message>
        <source>Formatting</source>
        <extracomment>Name of the tool bar with bold, italic and so on</extracomment>
        <translation>Formatowanie</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Pogrubienie</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Kursywa</translation>
    </message>
    <message>
        <source>Underlined</source>
        <translation>Podkreślenie</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Lista</translation>
    </message>
    <message>
        <source>Numbered list</source>
        <translation>Lista numerowana</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Cytat</translation>
    </message>
    <message>
        <source>Take a quote level away</source>
        <translation>Usuń jeden poziom cytatu</translation>
    </message>
    <message>
        <source>Link…</source>
        <translation>Odnośnik…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>Tool tip: what a button does, and its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Odnośnik</translation>
    </message>
    <message>
        <source>Address that the words lead to (empty: no link):</source>
        <translation>Adres, do którego prowadzą słowa (puste: bez odnośnika):</translation>
    </message>
</context>
<context>
    <name>golub::ui::IdentitiesPage</name>
    <message>
        <source>Identities</source>
        <translation>Tożsamości</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>&amp;Dodaj</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Usuń</translation>
    </message>
    <message>
        <source>Use by de&amp;fault</source>
        <extracomment>Button that makes an identity the one that new mail starts with</extracomment>
        <translation>Ustaw jako do&amp;myślną</translation>
    </message>
    <message>
        <source>Name of the identity</source>
        <translation>Nazwa tożsamości</translation>
    </message>
    <message>
        <source>Address of the identity</source>
        <translation>Adres tożsamości</translation>
    </message>
    <message>
        <source>Reply-to address of the identity</source>
        <translation>Adres odpowiedzi tożsamości</translation>
    </message>
    <message>
        <source>the same address</source>
        <extracomment>Placeholder: replies go to the address above</extracomment>
        <translation>ten sam adres</translation>
    </message>
    <message>
        <source>Signature of the identity</source>
        <translation>Podpis tożsamości</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Nazwa:</translation>
    </message>
    <message>
        <source>Address:</source>
        <translation>Adres:</translation>
    </message>
    <message>
        <source>Replies to:</source>
        <translation>Odpowiedź do:</translation>
    </message>
    <message>
        <source>Signature:</source>
        <translation>Podpis:</translation>
    </message>
    <message>
        <source>(no address yet)</source>
        <translation>(jeszcze bez adresu)</translation>
    </message>
    <message>
        <source>%1 (default)</source>
        <extracomment>The identity that new mail starts with; %1 is name and address</extracomment>
        <translation>%1 (domyślna)</translation>
    </message>
    <message>
        <source>An identity has no address.</source>
        <translation>Jedna z tożsamości nie ma adresu.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>golub::ui::InvitationText</name>
    <message>
        <source>(no title)</source>
        <translation>(bez tytułu)</translation>
    </message>
    <message>
        <source>Invitation: %1</source>
        <translation>Zaproszenie: %1</translation>
    </message>
    <message>
        <source>Cancelled: %1</source>
        <translation>Odwołane: %1</translation>
    </message>
    <message>
        <source>Event: %1</source>
        <translation>Wydarzenie: %1</translation>
    </message>
    <message>
        <source>%1 will come: %2</source>
        <extracomment>%1 is a person, %2 the title of a meeting</extracomment>
        <translation>%1 – udział potwierdzony: %2</translation>
    </message>
    <message>
        <source>%1 will not come: %2</source>
        <translation>%1 – udział odwołany: %2</translation>
    </message>
    <message>
        <source>%1 may come: %2</source>
        <translation>%1 – udział niepewny: %2</translation>
    </message>
    <message>
        <source>An answer from %1: %2</source>
        <translation>%1 – odpowiedź: %2</translation>
    </message>
    <message>
        <source>%1, all day</source>
        <translation>%1, cały dzień</translation>
    </message>
    <message>
        <source>(%1 in %2)</source>
        <extracomment>%1 is a time of day, %2 a time zone such as Europe/Warsaw</extracomment>
        <translation>(%1 w strefie %2)</translation>
    </message>
    <message>
        <source>%1, and again</source>
        <translation>%1, powtarza się</translation>
    </message>
    <message>
        <source>Place: %1</source>
        <translation>Miejsce: %1</translation>
    </message>
    <message>
        <source>From: %1</source>
        <translation>Od: %1</translation>
    </message>
</context>
<context>
    <name>golub::ui::MailController</name>
    <message>
        <source>Delete for good</source>
        <translation>Usuwanie na zawsze</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n message(s) for good? This cannot be taken back.</source>
        <translation>
            <numerusform>Usunąć %n wiadomość na zawsze? Tego nie można cofnąć.</numerusform>
            <numerusform>Usunąć %n wiadomości na zawsze? Tego nie można cofnąć.</numerusform>
            <numerusform>Usunąć %n wiadomości na zawsze? Tego nie można cofnąć.</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Usuń</translation>
    </message>
    <message>
        <source>Delete draft</source>
        <translation>Usuwanie szkicu</translation>
    </message>
    <message>
        <source>Delete this draft? This cannot be taken back.</source>
        <translation>Usunąć ten szkic? Tego nie można cofnąć.</translation>
    </message>
    <message>
        <source>Delete the draft “%1”? This cannot be taken back.</source>
        <translation>Usunąć szkic „%1”? Tego nie można cofnąć.</translation>
    </message>
</context>
<context>
    <name>golub::ui::MailboxTreeModel</name>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1, %n nieprzeczytana</numerusform>
            <numerusform>%1, %n nieprzeczytane</numerusform>
            <numerusform>%1, %n nieprzeczytanych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n message(s)</source>
        <translation>
            <numerusform>%1, %n wiadomość</numerusform>
            <numerusform>%1, %n wiadomości</numerusform>
            <numerusform>%1, %n wiadomości</numerusform>
        </translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Na tym komputerze</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>Szkice</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>Do wysłania</translation>
    </message>
</context>
<context>
    <name>golub::ui::MainWindow</name>
    <message>
        <source>About Golub</source>
        <translation>O programie Golub</translation>
    </message>
    <message>
        <source>Golub %1

A mail client that never loses a message and never sends one twice.

Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>Golub %1

Program pocztowy, który nigdy nie gubi wiadomości i żadnej nie wysyła dwa razy.

Wolne oprogramowanie na licencji GNU General Public License w wersji 3 lub nowszej. Bez jakiejkolwiek gwarancji.</translation>
    </message>
    <message>
        <source>Golub</source>
        <translation>Golub</translation>
    </message>
    <message>
        <source>%1 – Golub</source>
        <translation>%1 – Golub</translation>
    </message>
</context>
<context>
    <name>golub::ui::Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Plik</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Edycja</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Widok</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Kolory</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>Wiado&amp;mość</translation>
    </message>
    <message>
        <source>&amp;Accounts</source>
        <translation>&amp;Konta</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Pomo&amp;c</translation>
    </message>
    <message>
        <source>Main toolbar</source>
        <translation>Główny pasek narzędzi</translation>
    </message>
</context>
<context>
    <name>golub::ui::MessageBrowser</name>
    <message>
        <source>Message</source>
        <translation>Wiadomość</translation>
    </message>
    <message>
        <source>Open link</source>
        <translation>Otwórz odnośnik</translation>
    </message>
    <message>
        <source>Copy link address</source>
        <translation>Kopiuj adres odnośnika</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiuj</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Zaznacz wszystko</translation>
    </message>
</context>
<context>
    <name>golub::ui::MessageCommands</name>
    <message numerus="yes">
        <source>%n message(s) archived</source>
        <translation>
            <numerusform>Zarchiwizowano %n wiadomość</numerusform>
            <numerusform>Zarchiwizowano %n wiadomości</numerusform>
            <numerusform>Zarchiwizowano %n wiadomości</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) deleted for good</source>
        <translation>
            <numerusform>Usunięto na zawsze %n wiadomość</numerusform>
            <numerusform>Usunięto na zawsze %n wiadomości</numerusform>
            <numerusform>Usunięto na zawsze %n wiadomości</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) deleted</source>
        <translation>
            <numerusform>Usunięto %n wiadomość</numerusform>
            <numerusform>Usunięto %n wiadomości</numerusform>
            <numerusform>Usunięto %n wiadomości</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) moved to junk</source>
        <translation>
            <numerusform>Przeniesiono %n wiadomość do niechcianych</numerusform>
            <numerusform>Przeniesiono %n wiadomości do niechcianych</numerusform>
            <numerusform>Przeniesiono %n wiadomości do niechcianych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) moved to the inbox</source>
        <translation>
            <numerusform>Przeniesiono %n wiadomość do odebranych</numerusform>
            <numerusform>Przeniesiono %n wiadomości do odebranych</numerusform>
            <numerusform>Przeniesiono %n wiadomości do odebranych</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) moved to %1</source>
        <translation>
            <numerusform>Przeniesiono %n wiadomość do folderu %1</numerusform>
            <numerusform>Przeniesiono %n wiadomości do folderu %1</numerusform>
            <numerusform>Przeniesiono %n wiadomości do folderu %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) copied to %1</source>
        <translation>
            <numerusform>Skopiowano %n wiadomość do folderu %1</numerusform>
            <numerusform>Skopiowano %n wiadomości do folderu %1</numerusform>
            <numerusform>Skopiowano %n wiadomości do folderu %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) marked as read</source>
        <translation>
            <numerusform>Oznaczono %n wiadomość jako przeczytaną</numerusform>
            <numerusform>Oznaczono %n wiadomości jako przeczytane</numerusform>
            <numerusform>Oznaczono %n wiadomości jako przeczytane</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) marked as unread</source>
        <translation>
            <numerusform>Oznaczono %n wiadomość jako nieprzeczytaną</numerusform>
            <numerusform>Oznaczono %n wiadomości jako nieprzeczytane</numerusform>
            <numerusform>Oznaczono %n wiadomości jako nieprzeczytane</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) starred</source>
        <translation>
            <numerusform>Dodano gwiazdkę do %n wiadomości</numerusform>
            <numerusform>Dodano gwiazdkę do %n wiadomości</numerusform>
            <numerusform>Dodano gwiazdkę do %n wiadomości</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>star removed from %n message(s)</source>
        <translation>
            <numerusform>Usunięto gwiazdkę z %n wiadomości</numerusform>
            <numerusform>Usunięto gwiazdkę z %n wiadomości</numerusform>
            <numerusform>Usunięto gwiazdkę z %n wiadomości</numerusform>
        </translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>Cofnięto: %1</translation>
    </message>
</context>
<context>
    <name>golub::ui::MessageHeaderView</name>
    <message>
        <source>Show all recipients</source>
        <translation>Pokaż wszystkich odbiorców</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(bez tematu)</translation>
    </message>
    <message>
        <source>(unknown sender)</source>
        <translation>(nieznany nadawca)</translation>
    </message>
    <message>
        <source>Sent %1
Arrived %2</source>
        <translation>Wysłano %1
Odebrano %2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>i jeszcze %n</numerusform>
            <numerusform>i jeszcze %n</numerusform>
            <numerusform>i jeszcze %n</numerusform>
        </translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>Do: %1</translation>
    </message>
    <message>
        <source>Cc: %1</source>
        <translation>DW: %1</translation>
    </message>
    <message>
        <source>Bcc: %1</source>
        <translation>UDW: %1</translation>
    </message>
    <message>
        <source>Reply to: %1</source>
        <translation>Odpowiedź do: %1</translation>
    </message>
</context>
<context>
    <name>golub::ui::MessageListModel</name>
    <message>
        <source>(no subject)</source>
        <translation>(bez tematu)</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Nieprzeczytana</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>Z gwiazdką</translation>
    </message>
    <message>
        <source>has attachments</source>
        <translation>ma załączniki</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>z odpowiedzią</translation>
    </message>
    <message>
        <source>(unknown)</source>
        <translation>(nieznany)</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Szkic</translation>
    </message>
    <message>
        <source>(nobody yet)</source>
        <translation>(jeszcze nikt)</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>w folderze %1</translation>
    </message>
</context>
<context>
    <name>golub::ui::MessageListPane</name>
    <message>
        <source>This folder</source>
        <translation>Ten folder</translation>
    </message>
    <message>
        <source>Search the folder chosen at the left</source>
        <translation>Szukaj w folderze wybranym po lewej</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Wszędzie</translation>
    </message>
    <message>
        <source>Search every folder of every account</source>
        <translation>Szukaj we wszystkich folderach wszystkich kont</translation>
    </message>
    <message>
        <source>End the search (Esc)</source>
        <translation>Zakończ szukanie (Esc)</translation>
    </message>
    <message>
        <source>End the search</source>
        <translation>Zakończ szukanie</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>Znaleziono %n</numerusform>
            <numerusform>Znaleziono %n</numerusform>
            <numerusform>Znaleziono %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 % searched so far</source>
        <translation>przeszukano %1 %</translation>
    </message>
    <message>
        <source>%1 of %2 unread</source>
        <translation>nieprzeczytane: %1 z %2</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Nic nie znaleziono.</translation>
    </message>
    <message>
        <source>No drafts.</source>
        <translation>Brak szkiców.</translation>
    </message>
    <message>
        <source>Everything is sent.</source>
        <translation>Wszystko wysłane.</translation>
    </message>
    <message>
        <source>No messages here.</source>
        <translation>Nie ma tu wiadomości.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Szukanie</translation>
    </message>
    <message>
        <source>Search on the server</source>
        <translation>Szukaj na serwerze</translation>
    </message>
    <message>
        <source>The server is searching…</source>
        <translation>Serwer szuka…</translation>
    </message>
    <message>
        <source>The server has been searched, too.</source>
        <translation>Serwer też został przeszukany.</translation>
    </message>
    <message>
        <source>Not all mail is on this computer.</source>
        <translation>Nie cała poczta jest na tym komputerze.</translation>
    </message>
</context>
<context>
    <name>golub::ui::MessageListView</name>
    <message>
        <source>Messages</source>
        <translation>Wiadomości</translation>
    </message>
</context>
<context>
    <name>golub::ui::MessagePrinter</name>
    <message>
        <source>From:</source>
        <translation>Od:</translation>
    </message>
    <message>
        <source>To:</source>
        <translation>Do:</translation>
    </message>
    <message>
        <source>Cc:</source>
        <translation>DW:</translation>
    </message>
    <message>
        <source>Date:</source>
        <translation>Data:</translation>
    </message>
</context>
<context>
    <name>golub::ui::NewMailText</name>
    <message>
        <source>(unknown)</source>
        <translation>(nieznany)</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(bez tematu)</translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n nowa wiadomość</numerusform>
            <numerusform>%n nowe wiadomości</numerusform>
            <numerusform>%n nowych wiadomości</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::NoticeArea</name>
    <message>
        <source>A message without a subject</source>
        <translation>Wiadomość bez tematu</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1”</translation>
    </message>
    <message>
        <source>%1: the server&apos;s certificate is not trusted.</source>
        <translation>%1: certyfikat serwera nie jest zaufany.</translation>
    </message>
    <message>
        <source>%1: the password is needed.</source>
        <translation>%1: potrzebne jest hasło.</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Obejrzyj</translation>
    </message>
    <message>
        <source>Enter password</source>
        <translation>Podaj hasło</translation>
    </message>
    <message>
        <source>It was sent</source>
        <translation>Została wysłana</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Wyślij ponownie</translation>
    </message>
    <message>
        <source>%1 was not sent.</source>
        <translation>Nie wysłano: %1.</translation>
    </message>
    <message>
        <source>The server answered: %1</source>
        <translation>Odpowiedź serwera: %1</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Edytuj</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Spróbuj ponownie</translation>
    </message>
    <message>
        <source>%1 waits to be sent, next try %2.</source>
        <translation>Czeka na wysłanie: %1. Następna próba %2.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Spróbuj teraz</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) wait in the outbox for a connection.</source>
        <translation>
            <numerusform>%n wiadomość czeka na połączenie.</numerusform>
            <numerusform>%n wiadomości czekają na połączenie.</numerusform>
            <numerusform>%n wiadomości czeka na połączenie.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show outbox</source>
        <translation>Pokaż czekające</translation>
    </message>
    <message>
        <source>The server refused an action: %1.</source>
        <translation>Serwer odmówił wykonania czynności: %1.</translation>
    </message>
    <message numerus="yes">
        <source>The server refused %n action(s).</source>
        <translation>
            <numerusform>Serwer odmówił wykonania %n czynności.</numerusform>
            <numerusform>Serwer odmówił wykonania %n czynności.</numerusform>
            <numerusform>Serwer odmówił wykonania %n czynności.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Pokaż</translation>
    </message>
    <message numerus="yes">
        <source>%n more matter(s) wait for you.</source>
        <translation>
            <numerusform>Czeka jeszcze %n sprawa.</numerusform>
            <numerusform>Czekają jeszcze %n sprawy.</numerusform>
            <numerusform>Czeka jeszcze %n spraw.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: the server protects your sign-in less than before.</source>
        <translation>%1: serwer chroni Twoje logowanie słabiej niż dotychczas.</translation>
    </message>
    <message>
        <source>%1: sign in through the browser to go on.</source>
        <translation>%1: aby kontynuować, zaloguj się przez przeglądarkę.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Zaloguj się</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Otwórz stronę</translation>
    </message>
    <message numerus="yes">
        <source>%1 is sent in %n second(s).</source>
        <translation>
            <numerusform>%1 zostanie wysłana za %n sekundę.</numerusform>
            <numerusform>%1 zostanie wysłana za %n sekundy.</numerusform>
            <numerusform>%1 zostanie wysłana za %n sekund.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is being sent.</source>
        <translation>%1 jest wysyłana.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Cofnij</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Wyślij teraz</translation>
    </message>
    <message>
        <source>%1 is full: %2. New mail may be refused. Delete something, or empty the trash.</source>
        <translation>Konto %1 jest pełne: %2. Nowa poczta może być odrzucana. Usuń coś albo opróżnij kosz.</translation>
    </message>
    <message>
        <source>%1 is nearly full: %2.</source>
        <translation>Konto %1 jest prawie pełne: %2.</translation>
    </message>
    <message>
        <source>It is not known whether %1 was sent.</source>
        <translation>Nie wiadomo, czy wysłano: %1.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Poszukaj ponownie</translation>
    </message>
    <message>
        <source>%1 did not reach %2.</source>
        <extracomment>%1 is a message, %2 are addresses</extracomment>
        <translation>Wiadomość %1 nie dotarła do: %2.</translation>
    </message>
</context>
<context>
    <name>golub::ui::NoticeBar</name>
    <message>
        <source>Details</source>
        <translation>Szczegóły</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <extracomment>Tool tip and accessible name of the cross that closes a message bar</extracomment>
        <translation>Odrzuć</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Otwórz stronę</translation>
    </message>
</context>
<context>
    <name>golub::ui::OutboxText</name>
    <message>
        <source>Waiting</source>
        <translation>Czeka</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>Wysyłanie</translation>
    </message>
    <message>
        <source>Not known whether it was sent</source>
        <translation>Nie wiadomo, czy wysłano</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Wysłano</translation>
    </message>
    <message>
        <source>Not sent to everybody</source>
        <translation>Wysłano nie do wszystkich</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nie wysłano</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Wycofano</translation>
    </message>
    <message>
        <source>next try %1</source>
        <translation>następna próba %1</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Przyjęto</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Odrzucono</translation>
    </message>
    <message numerus="yes">
        <source>Mark %n message(s)</source>
        <translation>
            <numerusform>Oznaczenie %n wiadomości</numerusform>
            <numerusform>Oznaczenie %n wiadomości</numerusform>
            <numerusform>Oznaczenie %n wiadomości</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n message(s)</source>
        <translation>
            <numerusform>Przeniesienie %n wiadomości</numerusform>
            <numerusform>Przeniesienie %n wiadomości</numerusform>
            <numerusform>Przeniesienie %n wiadomości</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copy %n message(s)</source>
        <translation>
            <numerusform>Skopiowanie %n wiadomości</numerusform>
            <numerusform>Skopiowanie %n wiadomości</numerusform>
            <numerusform>Skopiowanie %n wiadomości</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n message(s) for good</source>
        <translation>
            <numerusform>Usunięcie %n wiadomości na zawsze</numerusform>
            <numerusform>Usunięcie %n wiadomości na zawsze</numerusform>
            <numerusform>Usunięcie %n wiadomości na zawsze</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep a copy in Sent</source>
        <translation>Zachowanie kopii w wysłanych</translation>
    </message>
    <message>
        <source>Store a message on the server</source>
        <translation>Zapisanie wiadomości na serwerze</translation>
    </message>
    <message>
        <source>Make a folder</source>
        <translation>Utworzenie folderu</translation>
    </message>
    <message>
        <source>About to be sent</source>
        <translation>Zaraz zostanie wysłana</translation>
    </message>
    <message>
        <source>Scheduled</source>
        <translation>Zaplanowana</translation>
    </message>
    <message>
        <source>is sent %1</source>
        <translation>wysyłka %1</translation>
    </message>
    <message>
        <source>Store a draft on the server</source>
        <translation>Zapisanie szkicu na serwerze</translation>
    </message>
</context>
<context>
    <name>golub::ui::OutboxView</name>
    <message>
        <source>The server could not take the message yet. Golub tries again by itself.</source>
        <translation>Serwer nie mógł jeszcze przyjąć wiadomości. Golub sam spróbuje ponownie.</translation>
    </message>
    <message>
        <source>The message is sent as soon as there is a connection.</source>
        <translation>Wiadomość zostanie wysłana, gdy tylko będzie połączenie.</translation>
    </message>
    <message>
        <source>The message is being handed to the server.</source>
        <translation>Wiadomość jest przekazywana serwerowi.</translation>
    </message>
    <message>
        <source>The server took the message.</source>
        <translation>Serwer przyjął wiadomość.</translation>
    </message>
    <message>
        <source>The server took the message for some recipients and refused others. Those that accepted it have it already: correct the refused addresses and send to them only.</source>
        <translation>Serwer przyjął wiadomość dla części odbiorców, a innych odrzucił. Przyjęci już ją mają: popraw odrzucone adresy i wyślij tylko do nich.</translation>
    </message>
    <message>
        <source>The server refused the message, and nothing was sent. Edit it to correct what the server complains about, or try again.</source>
        <translation>Serwer odrzucił wiadomość i niczego nie wysłano. Popraw to, na co skarży się serwer, albo spróbuj ponownie.</translation>
    </message>
    <message>
        <source>The message was taken back.</source>
        <translation>Wiadomość wycofano.</translation>
    </message>
    <message>
        <source>(no subject)</source>
        <translation>(bez tematu)</translation>
    </message>
    <message>
        <source>Written %1</source>
        <translation>Napisano: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>%n próba</numerusform>
            <numerusform>%n próby</numerusform>
            <numerusform>%n prób</numerusform>
        </translation>
    </message>
    <message>
        <source>next try %1</source>
        <translation>następna próba %1</translation>
    </message>
    <message>
        <source>The server answered: %1</source>
        <translation>Odpowiedź serwera: %1</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Odbiorcy</translation>
    </message>
    <message>
        <source>It was sent</source>
        <translation>Została wysłana</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Wyślij ponownie</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Spróbuj teraz</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Spróbuj ponownie</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Edytuj</translation>
    </message>
    <message>
        <source>The message is sent at its time, while Golub is running; else when it is started the next time. Until then you can edit it.</source>
        <translation>Wiadomość zostanie wysłana o swojej porze, jeśli Golub działa; w przeciwnym razie przy następnym uruchomieniu. Do tego czasu możesz ją edytować.</translation>
    </message>
    <message>
        <source>is sent on %1</source>
        <translation>wysyłka: %1</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Wyślij teraz</translation>
    </message>
    <message>
        <source>The message is sent in a moment. Until then you can take it back as it was.</source>
        <translation>Wiadomość zostanie wysłana za chwilę. Do tego czasu możesz ją cofnąć bez zmian.</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Otwórz stronę</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Cofnij</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>Nie wysyłaj</translation>
    </message>
    <message>
        <source>Whether the server has the message is not known. Golub never sends it a second time by itself: if somebody got it, say so; if you send it again, they may have it twice.</source>
        <translation>Nie wiadomo, czy serwer ma tę wiadomość. Golub nigdy sam nie wysyła jej po raz drugi: jeśli ktoś ją dostał, zaznacz to; jeśli wyślesz ją ponownie, może dotrzeć dwa razy.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Poszukaj ponownie</translation>
    </message>
</context>
<context>
    <name>golub::ui::PasswordDialog</name>
    <message>
        <source>Password for %1</source>
        <extracomment>Title of the window; %1 is the account&apos;s name</extracomment>
        <translation>Hasło do konta %1</translation>
    </message>
    <message>
        <source>The outgoing server did not accept the password of %1.</source>
        <translation>Serwer poczty wychodzącej nie przyjął hasła do konta %1.</translation>
    </message>
    <message>
        <source>The server did not accept the password of %1.</source>
        <translation>Serwer nie przyjął hasła do konta %1.</translation>
    </message>
    <message>
        <source>Golub needs the password to send mail from %1.</source>
        <translation>Golub potrzebuje hasła, aby wysłać pocztę z konta %1.</translation>
    </message>
    <message>
        <source>Golub needs the password of %1.</source>
        <translation>Golub potrzebuje hasła do konta %1.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Hasło</translation>
    </message>
    <message>
        <source>&amp;Remember it in the keychain</source>
        <translation>Za&amp;pamiętaj w pęku kluczy</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>&amp;Hasło:</translation>
    </message>
    <message>
        <source>There is no keychain on this computer: Golub keeps the password in memory only and asks again after the next start.</source>
        <translation>Na tym komputerze nie ma pęku kluczy: Golub przechowuje hasło tylko w pamięci i zapyta o nie po następnym uruchomieniu.</translation>
    </message>
    <message>
        <source>&amp;Sign in</source>
        <translation>Za&amp;loguj się</translation>
    </message>
    <message>
        <source>Type it again; mind upper and lower case.</source>
        <translation>Wpisz je ponownie; liczy się wielkość liter.</translation>
    </message>
    <message>
        <source>Help from %1</source>
        <extracomment>Link text; %1 is a provider such as &quot;Gmail&quot;</extracomment>
        <translation>Pomoc: %1</translation>
    </message>
    <message>
        <source>the provider</source>
        <translation>dostawca poczty</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Otwórz stronę</translation>
    </message>
</context>
<context>
    <name>golub::ui::PasswordField</name>
    <message>
        <source>Hide the password</source>
        <translation>Ukryj hasło</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Pokaż hasło</translation>
    </message>
</context>
<context>
    <name>golub::ui::ProtocolLogDock</name>
    <message>
        <source>Protocol log</source>
        <translation>Dziennik protokołu</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Przewijaj</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sesja</translation>
    </message>
    <message>
        <source>All sessions</source>
        <translation>Wszystkie sesje</translation>
    </message>
    <message>
        <source>Keep the latest line in view</source>
        <translation>Pokazuj zawsze najnowszy wiersz</translation>
    </message>
    <message>
        <source>Save transcript…</source>
        <translation>Zapisz przebieg…</translation>
    </message>
    <message>
        <source>Save the lines shown as a file that the tests can replay; secrets are not in it</source>
        <translation>Zapisz te wiersze do pliku, który testy potrafią odtworzyć; nie ma w nim tajemnic</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Wyczyść</translation>
    </message>
    <message>
        <source>Save transcript</source>
        <translation>Zapisywanie przebiegu</translation>
    </message>
    <message>
        <source>“%1” could not be written.</source>
        <translation>Nie udało się zapisać pliku „%1”.</translation>
    </message>
</context>
<context>
    <name>golub::ui::QuotaText</name>
    <message>
        <source>%1 of %2 used</source>
        <translation>zajęte %1 z %2</translation>
    </message>
    <message>
        <source>%1 of %2 messages</source>
        <translation>%1 z %2 wiadomości</translation>
    </message>
</context>
<context>
    <name>golub::ui::ReaderPane</name>
    <message>
        <source>Cancel</source>
        <translation>Anuluj</translation>
    </message>
    <message>
        <source>No message selected</source>
        <translation>Nie wybrano wiadomości</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) selected</source>
        <translation>
            <numerusform>Zaznaczono %n wiadomość</numerusform>
            <numerusform>Zaznaczono %n wiadomości</numerusform>
            <numerusform>Zaznaczono %n wiadomości</numerusform>
        </translation>
    </message>
    <message>
        <source>This is a draft. Double-click it in the list to go on writing.</source>
        <translation>To jest szkic. Kliknij go dwukrotnie na liście, aby pisać dalej.</translation>
    </message>
    <message>
        <source>Loading the message…</source>
        <translation>Wczytywanie wiadomości…</translation>
    </message>
    <message>
        <source>Loading was stopped.</source>
        <translation>Wczytywanie przerwano.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Spróbuj ponownie</translation>
    </message>
    <message>
        <source>Only the header of this message is here. It is loaded as soon as there is a connection.</source>
        <translation>Jest tu tylko nagłówek tej wiadomości. Treść zostanie pobrana, gdy tylko będzie połączenie.</translation>
    </message>
    <message>
        <source>This message is damaged or unusual; it is shown as well as possible.</source>
        <translation>Ta wiadomość jest uszkodzona lub nietypowa; pokazujemy ją najlepiej, jak się da.</translation>
    </message>
    <message numerus="yes">
        <source>%n remote image(s) were not loaded, so that the sender does not learn that you read this.</source>
        <translation>
            <numerusform>Nie wczytano %n zdalnego obrazka, aby nadawca nie dowiedział się, że to czytasz.</numerusform>
            <numerusform>Nie wczytano %n zdalnych obrazków, aby nadawca nie dowiedział się, że to czytasz.</numerusform>
            <numerusform>Nie wczytano %n zdalnych obrazków, aby nadawca nie dowiedział się, że to czytasz.</numerusform>
        </translation>
    </message>
    <message>
        <source>This link is not opened: it leads neither to the web nor to an address.</source>
        <translation>Tego odnośnika nie otwieramy: nie prowadzi ani do strony, ani do adresu.</translation>
    </message>
    <message>
        <source>No web browser was found.</source>
        <translation>Nie znaleziono przeglądarki.</translation>
    </message>
    <message>
        <source>Save message</source>
        <translation>Zapisywanie wiadomości</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Zapisano jako %1</translation>
    </message>
    <message>
        <source>“%1” could not be written.</source>
        <translation>Nie udało się zapisać pliku „%1”.</translation>
    </message>
    <message>
        <source>The attachments of this message are still on the server. Each comes when you open or save it.</source>
        <translation>Załączniki tej wiadomości są jeszcze na serwerze. Każdy zostanie pobrany, gdy go otworzysz lub zapiszesz.</translation>
    </message>
    <message>
        <source>Only the beginning of this message is here; the rest is still on the server.</source>
        <translation>Tu jest tylko początek tej wiadomości; reszta jest jeszcze na serwerze.</translation>
    </message>
    <message>
        <source>Download everything</source>
        <translation>Pobierz wszystko</translation>
    </message>
    <message>
        <source>Downloading the message…</source>
        <translation>Pobieranie wiadomości…</translation>
    </message>
    <message>
        <source>This message is encrypted, and Golub cannot open it. Save its attachments, and open them with the program that has your key.</source>
        <translation>Ta wiadomość jest zaszyfrowana i Golub nie może jej otworzyć. Zapisz załączniki i otwórz je w programie, który ma Twój klucz.</translation>
    </message>
    <message>
        <source>Images were not loaded, so that the sender does not learn that you read this.</source>
        <translation>Nie wczytano obrazków, aby nadawca nie dowiedział się, że to czytasz.</translation>
    </message>
    <message>
        <source>Show &amp;images</source>
        <translation>Pokaż &amp;obrazki</translation>
    </message>
    <message>
        <source>Al&amp;ways from this sender</source>
        <translation>&amp;Zawsze od tego nadawcy</translation>
    </message>
    <message>
        <source>Loading the images…</source>
        <translation>Wczytywanie obrazków…</translation>
    </message>
    <message>
        <source>Loading the images was stopped.</source>
        <translation>Wczytywanie obrazków zostało przerwane.</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) could not be loaded.</source>
        <translation>
            <numerusform>Nie udało się wczytać %n obrazka.</numerusform>
            <numerusform>Nie udało się wczytać %n obrazków.</numerusform>
            <numerusform>Nie udało się wczytać %n obrazków.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::ReceivingPage</name>
    <message>
        <source>Only the message &amp;list; each message when it is opened</source>
        <translation>Tylko &amp;lista wiadomości; każda wiadomość przy otwarciu</translation>
    </message>
    <message>
        <source>Messages not older than</source>
        <translation>Wiadomości nie starsze niż</translation>
    </message>
    <message>
        <source>Messages not larger than</source>
        <translation>Wiadomości nie większe niż</translation>
    </message>
    <message>
        <source>Only the inbox and these &amp;folders:</source>
        <translation>Tylko skrzynka odbiorcza i te &amp;foldery:</translation>
    </message>
    <message>
        <source>&amp;Search in the text of this account&apos;s messages</source>
        <translation>&amp;Szukaj w treści wiadomości tego konta</translation>
    </message>
    <message>
        <source>Tell the &amp;server which program this is</source>
        <translation>Mów se&amp;rwerowi, jaki to program</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Dni</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Rozmiar</translation>
    </message>
    <message>
        <source> MB</source>
        <extracomment>Behind a number: size of a message</extracomment>
        <translation> MB</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Foldery</translation>
    </message>
    <message>
        <source>What comes to this computer by itself:</source>
        <translation>Co przychodzi na ten komputer samo:</translation>
    </message>
    <message>
        <source>Message lists are complete all the same. What is left out is fetched when it is opened; attachments of large messages when they are opened or saved.</source>
        <translation>Listy wiadomości są mimo to pełne. Co pominięto, jest pobierane przy otwarciu; załączniki dużych wiadomości – przy otwarciu lub zapisaniu.</translation>
    </message>
    <message numerus="yes">
        <source> day(s)</source>
        <extracomment>Behind a number, in &quot;Messages not older than 90 days&quot;</extracomment>
        <translation>
            <numerusform> dzień</numerusform>
            <numerusform> dni</numerusform>
            <numerusform> dni</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::RedirectDialog</name>
    <message>
        <source>Redirect message</source>
        <translation>Przekierowanie wiadomości</translation>
    </message>
    <message>
        <source>The message goes on exactly as it came, with its sender and date. An answer to it goes to its author.</source>
        <translation>Wiadomość zostanie wysłana dalej dokładnie taka, jaka przyszła, z nadawcą i datą. Odpowiedź na nią trafi do jej autora.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Od</translation>
    </message>
    <message>
        <source>&amp;From:</source>
        <translation>&amp;Od:</translation>
    </message>
    <message>
        <source>&amp;To:</source>
        <translation>&amp;Do:</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>&amp;Cc:</source>
        <translation>D&amp;W:</translation>
    </message>
    <message>
        <source>Copy to</source>
        <translation>Do wiadomości</translation>
    </message>
    <message>
        <source>&amp;Bcc:</source>
        <translation>&amp;UDW:</translation>
    </message>
    <message>
        <source>Blind copy to</source>
        <translation>Ukryte do wiadomości</translation>
    </message>
    <message>
        <source>&amp;Redirect</source>
        <translation>Prze&amp;kieruj</translation>
    </message>
    <message>
        <source>This is not a mail address. Correct or remove it.</source>
        <translation>To nie jest adres e-mail. Popraw go lub usuń.</translation>
    </message>
    <message>
        <source>“%1” is on its way.</source>
        <translation>„%1” jest w drodze.</translation>
    </message>
</context>
<context>
    <name>golub::ui::ReportBar</name>
    <message>
        <source>a recipient</source>
        <translation>odbiorca</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 is a list of addresses</extracomment>
        <translation>
            <numerusform>%1 i jeszcze %n</numerusform>
            <numerusform>%1 i jeszcze %n</numerusform>
            <numerusform>%1 i jeszcze %n</numerusform>
        </translation>
    </message>
    <message>
        <source>The server said: %1</source>
        <translation>Odpowiedź serwera: %1</translation>
    </message>
    <message>
        <source>Your message</source>
        <translation>Twoja wiadomość</translation>
    </message>
    <message>
        <source>Your message “%1”</source>
        <translation>Twoja wiadomość „%1”</translation>
    </message>
    <message>
        <source>This is a reading receipt for a message that was not sent from here.</source>
        <translation>To potwierdzenie przeczytania wiadomości, której stąd nie wysłano.</translation>
    </message>
    <message>
        <source>This says that a message did not arrive, but that message was not sent from here. Somebody may have used your address; there is nothing to do.</source>
        <translation>Piszą, że wiadomość nie dotarła, ale tej wiadomości stąd nie wysłano. Ktoś mógł użyć Twojego adresu; nie trzeba nic robić.</translation>
    </message>
    <message>
        <source>%1 did not reach %2. %3</source>
        <extracomment>%1 is &quot;Your message “Plan”&quot;, %2 addresses, %3 a sentence that says why</extracomment>
        <translation>%1 nie dotarła do: %2. %3</translation>
    </message>
    <message>
        <source>&amp;Correct and send again</source>
        <translation>&amp;Popraw i wyślij ponownie</translation>
    </message>
    <message>
        <source>%1 is delayed for %2. %3</source>
        <translation>%1 jest opóźniona dla: %2. %3</translation>
    </message>
    <message>
        <source>%1 has arrived at the provider of %2.</source>
        <translation>%1 dotarła do dostawcy: %2.</translation>
    </message>
    <message>
        <source>%1 was displayed to %2. That is all a receipt says.</source>
        <translation>%1 została wyświetlona: %2. Nic więcej potwierdzenie nie mówi.</translation>
    </message>
    <message>
        <source>%1 was deleted or dealt with unread by %2.</source>
        <translation>%1 została usunięta lub załatwiona bez czytania: %2.</translation>
    </message>
    <message>
        <source>Not delivered to %1.</source>
        <translation>Nie doręczono do: %1.</translation>
    </message>
    <message>
        <source>Delayed for %1.</source>
        <translation>Opóźniona dla: %1.</translation>
    </message>
    <message>
        <source>Displayed to %1.</source>
        <translation>Wyświetlona: %1.</translation>
    </message>
    <message>
        <source>Deleted unread by %1.</source>
        <translation>Usunięta bez czytania: %1.</translation>
    </message>
    <message>
        <source>Arrived at the provider of %1.</source>
        <translation>Dotarła do dostawcy: %1.</translation>
    </message>
    <message>
        <source>A receipt that you have read this is wanted at %1, which is not where the message came from.</source>
        <translation>Potwierdzenie przeczytania ma trafić pod adres %1, a nie tam, skąd przyszła wiadomość.</translation>
    </message>
    <message>
        <source>The sender wants a receipt that you have read this; it would go to %1.</source>
        <translation>Nadawca prosi o potwierdzenie przeczytania; trafiłoby pod adres %1.</translation>
    </message>
    <message>
        <source>&amp;Send the receipt</source>
        <translation>&amp;Wyślij potwierdzenie</translation>
    </message>
    <message>
        <source>&amp;Do not send</source>
        <translation>&amp;Nie wysyłaj</translation>
    </message>
</context>
<context>
    <name>golub::ui::SearchBox</name>
    <message>
        <source>Search mail (Ctrl+K)</source>
        <translation>Szukaj w poczcie (Ctrl+K)</translation>
    </message>
    <message>
        <source>Search mail</source>
        <translation>Szukaj w poczcie</translation>
    </message>
</context>
<context>
    <name>golub::ui::SendChecks</name>
    <message>
        <source>The message is about %1 large as it is sent, and your outgoing server takes at most %2. Remove or shrink attachments.</source>
        <translation>Wiadomość będzie miała po wysłaniu około %1, a serwer poczty wychodzącej przyjmuje najwyżej %2. Usuń lub zmniejsz załączniki.</translation>
    </message>
    <message>
        <source>Your outgoing server cannot send to or from “%1”: it does not know addresses with such letters before the @. Use another address of this person, or another account.</source>
        <translation>Serwer poczty wychodzącej nie może wysłać do lub od „%1”: nie zna adresów z takimi literami przed znakiem @. Użyj innego adresu tej osoby albo innego konta.</translation>
    </message>
</context>
<context>
    <name>golub::ui::SendMenu</name>
    <message>
        <source>Send &amp;now</source>
        <translation>Wyślij &amp;teraz</translation>
    </message>
    <message>
        <source>Send later</source>
        <translation>Wyślij później</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A time to send at: &quot;This evening (today, 18:00)&quot;</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;Pick a time…</source>
        <translation>&amp;Wybierz czas…</translation>
    </message>
    <message>
        <source>&amp;Take back after sending</source>
        <translation>&amp;Cofanie po wysłaniu</translation>
    </message>
    <message>
        <source>Golub sends it while it is running; else when it is started the next time.</source>
        <translation>Golub wyśle ją, jeśli będzie uruchomiony; w przeciwnym razie przy następnym uruchomieniu.</translation>
    </message>
    <message>
        <source>&amp;Send then</source>
        <translation>&amp;Wyślij wtedy</translation>
    </message>
    <message>
        <source>Send &amp;at:</source>
        <translation>Wyślij &amp;o:</translation>
    </message>
    <message>
        <source>&amp;Delivery</source>
        <translation>&amp;Doręczenie</translation>
    </message>
    <message>
        <source>&amp;Report the delivery</source>
        <translation>&amp;Powiadom o doręczeniu</translation>
    </message>
    <message>
        <source>A report comes when the message has arrived, is late or could not be delivered.</source>
        <translation>Powiadomienie przyjdzie, gdy wiadomość dotrze, spóźni się albo nie da się jej doręczyć.</translation>
    </message>
    <message>
        <source>Report when it takes &amp;long</source>
        <translation>Powiadom o &amp;opóźnieniu</translation>
    </message>
    <message>
        <source>A report comes when the message has not arrived within four hours.</source>
        <translation>Powiadomienie przyjdzie, gdy wiadomość nie dotrze w ciągu czterech godzin.</translation>
    </message>
    <message>
        <source>&amp;Encrypted all the way, or not at all</source>
        <translation>&amp;Szyfrowanie na całej drodze albo wcale</translation>
    </message>
    <message>
        <source>No server may pass the message on over a connection without TLS.</source>
        <translation>Żaden serwer nie może przekazać wiadomości dalej połączeniem bez TLS.</translation>
    </message>
    <message>
        <source>The &amp;server keeps it until then, Golub need not run</source>
        <translation>Do tego czasu przechowa ją &amp;serwer, Golub nie musi działać</translation>
    </message>
    <message>
        <source>Few servers can do that. Where yours cannot, nothing is sent and you are told.</source>
        <translation>Potrafi to niewiele serwerów. Jeśli Twój nie potrafi, nic nie zostanie wysłane i pojawi się komunikat.</translation>
    </message>
    <message>
        <source>%1 (your server cannot)</source>
        <extracomment>Something to ask the outgoing server for, which it is known not to do; %1 says what</extracomment>
        <translation>%1 (serwer tego nie potrafi)</translation>
    </message>
    <message>
        <source>Your outgoing server does not offer this.</source>
        <translation>Twój serwer poczty wychodzącej tego nie oferuje.</translation>
    </message>
    <message>
        <source>The &amp;server keeps it until then (yours cannot)</source>
        <translation>&amp;Serwer przechowa ją do tego czasu (Twój tego nie potrafi)</translation>
    </message>
</context>
<context>
    <name>golub::ui::SendTimes</name>
    <message>
        <source>This evening</source>
        <translation>Dziś wieczorem</translation>
    </message>
    <message>
        <source>Tomorrow morning</source>
        <translation>Jutro rano</translation>
    </message>
    <message>
        <source>Monday morning</source>
        <translation>W poniedziałek rano</translation>
    </message>
    <message>
        <source>Not at all: it is sent at once</source>
        <extracomment>How long sending may be taken back</extracomment>
        <translation>Wcale: wysyłaj od razu</translation>
    </message>
    <message numerus="yes">
        <source>For %n second(s)</source>
        <translation>
            <numerusform>Przez %n sekundę</numerusform>
            <numerusform>Przez %n sekundy</numerusform>
            <numerusform>Przez %n sekund</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::SendingPage</name>
    <message>
        <source>Say that Golub &amp;wrote it</source>
        <translation>&amp;Podawaj, że napisał ją Golub</translation>
    </message>
    <message>
        <source>Do not tell the &amp;time zone: dates are written in UTC</source>
        <translation>Nie zdradzaj s&amp;trefy czasowej: daty w UTC</translation>
    </message>
    <message>
        <source>Find out whether the provider keeps one</source>
        <translation>Sprawdź, czy zachowuje ją dostawca</translation>
    </message>
    <message>
        <source>Golub always keeps one</source>
        <translation>Zawsze zachowuje ją Golub</translation>
    </message>
    <message>
        <source>The provider always keeps one</source>
        <translation>Zawsze zachowuje ją dostawca</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>Pytaj mnie</translation>
    </message>
    <message>
        <source>Never send one</source>
        <translation>Nigdy nie wysyłaj</translation>
    </message>
    <message>
        <source>Send one</source>
        <translation>Wysyłaj</translation>
    </message>
    <message>
        <source>Copy in “&amp;Sent”:</source>
        <translation>Kopia w „Wy&amp;słanych”:</translation>
    </message>
    <message>
        <source>&amp;Reading receipts that others want:</source>
        <translation>Potwierdzenia p&amp;rzeczytania, o które proszą inni:</translation>
    </message>
    <message>
        <source>Mail of lists and machines is never answered with a receipt, and you are asked in any case where it would go elsewhere than the message came from.</source>
        <translation>Na pocztę z list i od automatów nigdy nie wysyła się potwierdzenia, a gdy miałoby trafić gdzie indziej, niż skąd przyszła wiadomość, zawsze padnie pytanie.</translation>
    </message>
    <message>
        <source>Messages tell:</source>
        <translation>Wiadomości zdradzają:</translation>
    </message>
    <message>
        <source>Take back after sending (all accounts):</source>
        <translation>Cofanie po wysłaniu (wszystkie konta):</translation>
    </message>
</context>
<context>
    <name>golub::ui::ServerFields</name>
    <message>
        <source>Automatic (the strongest that the server knows)</source>
        <translation>Automatycznie (najsilniejsza metoda, którą zna serwer)</translation>
    </message>
    <message>
        <source>Password (PLAIN)</source>
        <translation>Hasło (PLAIN)</translation>
    </message>
    <message>
        <source>Password (LOGIN)</source>
        <translation>Hasło (LOGIN)</translation>
    </message>
    <message>
        <source>Scrambled password (CRAM-MD5)</source>
        <translation>Hasło zakodowane (CRAM-MD5)</translation>
    </message>
    <message>
        <source>Scrambled password (SCRAM-SHA-1)</source>
        <translation>Hasło zakodowane (SCRAM-SHA-1)</translation>
    </message>
    <message>
        <source>Scrambled password (SCRAM-SHA-256)</source>
        <translation>Hasło zakodowane (SCRAM-SHA-256)</translation>
    </message>
    <message>
        <source>Client certificate (EXTERNAL)</source>
        <translation>Certyfikat klienta (EXTERNAL)</translation>
    </message>
    <message>
        <source>No sign-in</source>
        <translation>Bez logowania</translation>
    </message>
    <message>
        <source>Incoming server</source>
        <translation>Serwer poczty przychodzącej</translation>
    </message>
    <message>
        <source>Outgoing server</source>
        <translation>Serwer poczty wychodzącej</translation>
    </message>
    <message>
        <source>Server:</source>
        <extracomment>A mail server&apos;s host name</extracomment>
        <translation>Serwer:</translation>
    </message>
    <message>
        <source>Security of the incoming server</source>
        <translation>Zabezpieczenia serwera poczty przychodzącej</translation>
    </message>
    <message>
        <source>Security of the outgoing server</source>
        <translation>Zabezpieczenia serwera poczty wychodzącej</translation>
    </message>
    <message>
        <source>Security:</source>
        <translation>Zabezpieczenia:</translation>
    </message>
    <message>
        <source>Port:</source>
        <translation>Port:</translation>
    </message>
    <message>
        <source>Connect without encryption: others can read password and mail</source>
        <translation>Połącz bez szyfrowania: inni mogą odczytać hasło i pocztę</translation>
    </message>
    <message>
        <source>Sign-in at the incoming server</source>
        <translation>Logowanie do serwera poczty przychodzącej</translation>
    </message>
    <message>
        <source>Sign-in at the outgoing server</source>
        <translation>Logowanie do serwera poczty wychodzącej</translation>
    </message>
    <message>
        <source>Sign-in:</source>
        <extracomment>How the program proves who it is: the authentication method</extracomment>
        <translation>Logowanie:</translation>
    </message>
    <message>
        <source>User name at the incoming server</source>
        <translation>Użytkownik na serwerze poczty przychodzącej</translation>
    </message>
    <message>
        <source>User name at the outgoing server</source>
        <translation>Użytkownik na serwerze poczty wychodzącej</translation>
    </message>
    <message>
        <source>User name:</source>
        <translation>Użytkownik:</translation>
    </message>
    <message>
        <source>Port of the incoming server</source>
        <translation>Port serwera poczty przychodzącej</translation>
    </message>
    <message>
        <source>Port of the outgoing server</source>
        <translation>Port serwera poczty wychodzącej</translation>
    </message>
    <message>
        <source>TLS (encrypted from the start)</source>
        <translation>TLS (szyfrowanie od początku)</translation>
    </message>
    <message>
        <source>STARTTLS (encrypted before signing in)</source>
        <translation>STARTTLS (szyfrowanie przed logowaniem)</translation>
    </message>
    <message>
        <source>None (not encrypted)</source>
        <translation>Brak (bez szyfrowania)</translation>
    </message>
    <message>
        <source>A port is a number from 1 to 65535.</source>
        <translation>Port to liczba od 1 do 65535.</translation>
    </message>
    <message>
        <source>Port %1 is usually for TLS.</source>
        <translation>Port %1 służy zwykle do TLS.</translation>
    </message>
    <message>
        <source>Port %1 is usually for STARTTLS.</source>
        <translation>Port %1 służy zwykle do STARTTLS.</translation>
    </message>
    <message>
        <source>Scrambled password (SCRAM-SHA-512)</source>
        <translation>Hasło zakodowane (SCRAM-SHA-512)</translation>
    </message>
    <message>
        <source>Scrambled password (APOP)</source>
        <translation>Hasło zakodowane (APOP)</translation>
    </message>
</context>
<context>
    <name>golub::ui::ServerForm</name>
    <message>
        <source>Servers and sign-in by hand</source>
        <translation>Serwery i logowanie – ustawienia ręczne</translation>
    </message>
    <message>
        <source>I&amp;MAP: mail stays on the server and looks the same everywhere</source>
        <translation>&amp;IMAP: poczta zostaje na serwerze i wszędzie wygląda tak samo</translation>
    </message>
    <message>
        <source>P&amp;OP3: mail is fetched to this computer</source>
        <translation>P&amp;OP3: poczta jest pobierana na ten komputer</translation>
    </message>
    <message>
        <source>Incoming mail</source>
        <translation>Poczta przychodząca</translation>
    </message>
    <message>
        <source>Outgoing mail</source>
        <translation>Poczta wychodząca</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Hasło</translation>
    </message>
    <message>
        <source>Comes from:</source>
        <extracomment>Where the password comes from: the keychain, the person at each start, a command</extracomment>
        <translation>Pochodzi z:</translation>
    </message>
    <message>
        <source>Command:</source>
        <translation>Polecenie:</translation>
    </message>
    <message>
        <source>Messages on the server</source>
        <translation>Wiadomości na serwerze</translation>
    </message>
    <message>
        <source>Leave all of them there</source>
        <translation>Zostaw tam wszystkie</translation>
    </message>
    <message>
        <source>Remove them once they are safely stored here</source>
        <translation>Usuń je, gdy tylko będą bezpiecznie zapisane tutaj</translation>
    </message>
    <message>
        <source>Remove them after some days</source>
        <translation>Usuń je po kilku dniach</translation>
    </message>
    <message>
        <source>Remove them when they are deleted here</source>
        <translation>Usuń je po usunięciu tutaj</translation>
    </message>
    <message>
        <source>Days that messages stay on the server</source>
        <translation>Liczba dni, przez które wiadomości zostają na serwerze</translation>
    </message>
    <message>
        <source>On the server:</source>
        <translation>Na serwerze:</translation>
    </message>
    <message>
        <source>Another user name and password for sending</source>
        <translation>Inna nazwa użytkownika i hasło do wysyłania</translation>
    </message>
    <message>
        <source>Password of the outgoing server</source>
        <translation>Hasło do serwera poczty wychodzącej</translation>
    </message>
    <message>
        <source>Password:</source>
        <translation>Hasło:</translation>
    </message>
    <message>
        <source>Where the password comes from</source>
        <translation>Skąd pochodzi hasło</translation>
    </message>
    <message>
        <source>The keychain of this computer</source>
        <translation>pęku kluczy tego komputera</translation>
    </message>
    <message>
        <source>The keychain (there is none now)</source>
        <translation>pęku kluczy (teraz go nie ma)</translation>
    </message>
    <message>
        <source>Ask at each start</source>
        <translation>pytania po każdym uruchomieniu</translation>
    </message>
    <message>
        <source>A command prints it</source>
        <translation>polecenia, które je wypisuje</translation>
    </message>
    <message>
        <source>Command that prints the password</source>
        <translation>Polecenie, które wypisuje hasło</translation>
    </message>
    <message>
        <source>Incoming: %1, port %2
Outgoing: %3, port %4</source>
        <extracomment>Summary of the settings; %1 and %3 are host names, %2 and %4 ports</extracomment>
        <translation>Przychodząca: %1, port %2
Wychodząca: %3, port %4</translation>
    </message>
    <message>
        <source>Its first line of output is the password. The command runs as you, without a shell.</source>
        <translation>Hasłem jest pierwszy wiersz, który wypisze. Polecenie działa z Twoimi uprawnieniami, bez powłoki.</translation>
    </message>
    <message>
        <source>There is no keychain on this computer: the password is kept in memory only, and asked for at each start.</source>
        <translation>Na tym komputerze nie ma pęku kluczy: hasło jest przechowywane tylko w pamięci i trzeba je podać po każdym uruchomieniu.</translation>
    </message>
    <message numerus="yes">
        <source> day(s)</source>
        <extracomment>What stands behind the number in a field: &quot;14 days&quot;</extracomment>
        <translation>
            <numerusform> dzień</numerusform>
            <numerusform> dni</numerusform>
            <numerusform> dni</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>golub::ui::SignInBox</name>
    <message>
        <source>Address of the sign-in server</source>
        <translation>Adres serwera logowania</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>Identyfikator klienta</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Dzierżawa (tenant)</translation>
    </message>
    <message>
        <source>Who signs in</source>
        <translation>Kto się loguje</translation>
    </message>
    <message>
        <source>Rights to ask for</source>
        <translation>Prawa, o które prosić</translation>
    </message>
    <message>
        <source>How to sign in</source>
        <translation>Sposób logowania</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Tajny klucz klienta</translation>
    </message>
    <message>
        <source>where the provider gave one; kept in the keychain</source>
        <translation>jeśli dostawca go nadał; trafia do pęku kluczy</translation>
    </message>
    <message>
        <source>only for an organisation&apos;s own, such as example.org</source>
        <extracomment>A tenant is an organisation&apos;s own part of Microsoft&apos;s sign-in</extracomment>
        <translation>tylko dla dzierżawy organizacji, np. example.org</translation>
    </message>
    <message>
        <source>the address above; another one for a shared mailbox</source>
        <translation>adres powyżej; inny dla skrzynki wspólnej</translation>
    </message>
    <message>
        <source>the usual ones</source>
        <translation>zwykłe</translation>
    </message>
    <message>
        <source>Si&amp;gn in:</source>
        <translation>Lo&amp;gowanie:</translation>
    </message>
    <message>
        <source>Sign-in server:</source>
        <translation>Serwer logowania:</translation>
    </message>
    <message>
        <source>Client ID:</source>
        <translation>Identyfikator klienta:</translation>
    </message>
    <message>
        <source>Client secret:</source>
        <translation>Tajny klucz klienta:</translation>
    </message>
    <message>
        <source>Tenant:</source>
        <translation>Dzierżawa (tenant):</translation>
    </message>
    <message>
        <source>Signs in as:</source>
        <translation>Loguje się jako:</translation>
    </message>
    <message>
        <source>Rights:</source>
        <extracomment>OAuth scopes</extracomment>
        <translation>Prawa:</translation>
    </message>
    <message>
        <source>With a password</source>
        <translation>Hasłem</translation>
    </message>
    <message>
        <source>Through the browser, at %1</source>
        <extracomment>%1 is a provider such as Google</extracomment>
        <translation>Przez przeglądarkę, w %1</translation>
    </message>
    <message>
        <source>Through the browser, at a server of one&apos;s own</source>
        <translation>Przez przeglądarkę, na własnym serwerze</translation>
    </message>
    <message>
        <source>Enter the https address of the sign-in server.</source>
        <translation>Wpisz adres https serwera logowania.</translation>
    </message>
    <message>
        <source>Enter the client ID.</source>
        <translation>Wpisz identyfikator klienta.</translation>
    </message>
    <message>
        <source>Make an app password on the provider&apos;s page, and enter it as the password</source>
        <translation>Utwórz hasło aplikacji na stronie dostawcy i wpisz je jako hasło</translation>
    </message>
    <message>
        <source>Golub&apos;s own, unless you have one</source>
        <translation>identyfikator programu Golub, chyba że masz własny</translation>
    </message>
    <message>
        <source>of a registration of your own</source>
        <translation>z twojej własnej rejestracji</translation>
    </message>
    <message>
        <source>Ask whoever runs the server for a public client with PKCE and the redirect address http://127.0.0.1/golub.</source>
        <translation>Poproś administratora serwera o klienta publicznego z PKCE i adresem przekierowania http://127.0.0.1/golub.</translation>
    </message>
    <message>
        <source>Open the page where clients are registered</source>
        <translation>Otwórz stronę, na której rejestruje się klientów</translation>
    </message>
</context>
<context>
    <name>golub::ui::SignInDialog</name>
    <message>
        <source>Sign in</source>
        <translation>Logowanie</translation>
    </message>
    <message>
        <source>%1 has to sign in through the browser.</source>
        <translation>Konto %1 wymaga logowania przez przeglądarkę.</translation>
    </message>
    <message>
        <source>There is no keychain on this computer: this sign-in lasts until Golub ends.</source>
        <translation>Na tym komputerze nie ma pęku kluczy: to logowanie trwa do zamknięcia programu Golub.</translation>
    </message>
</context>
<context>
    <name>golub::ui::SignInPage</name>
    <message>
        <source>Forget this sign-in</source>
        <translation>Zapomnij to logowanie</translation>
    </message>
    <message>
        <source>Sign in &amp;again</source>
        <translation>Zaloguj &amp;ponownie</translation>
    </message>
    <message>
        <source>Sign in in the &amp;browser</source>
        <translation>Zaloguj w prze&amp;glądarce</translation>
    </message>
    <message>
        <source>Not signed in at %1.</source>
        <translation>Nie zalogowano w %1.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nieznane</translation>
    </message>
    <message>
        <source>Signed in at %1 as %2.</source>
        <translation>Zalogowano w %1 jako %2.</translation>
    </message>
    <message>
        <source>Granted: %1</source>
        <extracomment>OAuth scopes, as the provider names them</extracomment>
        <translation>Przyznano: %1</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>nie podano</translation>
    </message>
    <message>
        <source>Since: %1</source>
        <translation>Od: %1</translation>
    </message>
    <message>
        <source>Valid until you or the provider revoke it; the current token until %1.</source>
        <translation>Ważne, dopóki ty lub dostawca tego nie odwoła; obecny token do %1.</translation>
    </message>
    <message>
        <source>Valid until %1; then you sign in again.</source>
        <translation>Ważne do %1; potem zalogujesz się ponownie.</translation>
    </message>
    <message>
        <source>Golub forgets its tokens and tells the provider to revoke them. Mail that is here stays here.</source>
        <translation>Golub zapomni swoje tokeny i poprosi dostawcę o ich odwołanie. Poczta, która tu jest, zostanie.</translation>
    </message>
    <message>
        <source>Golub forgets its tokens. Mail that is here stays here. To revoke the access, open the security settings of your account at the provider.</source>
        <translation>Golub zapomni swoje tokeny. Poczta, która tu jest, zostanie. Aby odwołać dostęp, otwórz ustawienia bezpieczeństwa konta u dostawcy.</translation>
    </message>
    <message>
        <source>Forget this sign-in?</source>
        <translation>Zapomnieć to logowanie?</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Zapomnij</translation>
    </message>
</context>
<context>
    <name>golub::ui::SourceWindow</name>
    <message>
        <source>Source: %1</source>
        <translation>Źródło: %1</translation>
    </message>
    <message>
        <source>Only the first %1 of %2 are shown. Save the message to see all of it.</source>
        <translation>Pokazano tylko pierwsze %1 z %2. Zapisz wiadomość, aby zobaczyć całość.</translation>
    </message>
</context>
<context>
    <name>golub::ui::SpellMenu</name>
    <message>
        <source>&amp;Spelling</source>
        <translation>&amp;Pisownia</translation>
    </message>
    <message>
        <source>Install a Hunspell dictionary to check spelling</source>
        <translation>Aby sprawdzać pisownię, zainstaluj słownik Hunspell</translation>
    </message>
</context>
<context>
    <name>golub::ui::StatusActivity</name>
    <message>
        <source>Up to date</source>
        <translation>Wszystko aktualne</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Bez sieci</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Łączenie…</translation>
    </message>
    <message>
        <source>Getting mail…</source>
        <translation>Odbieranie poczty…</translation>
    </message>
    <message>
        <source>next try %1</source>
        <translation>następna próba %1</translation>
    </message>
    <message>
        <source>Waits for you</source>
        <translation>Czeka na Ciebie</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Szczegóły</translation>
    </message>
    <message>
        <source>Show what each account does and what waits or failed</source>
        <translation>Pokaż, co robi każde konto oraz co czeka lub się nie udało</translation>
    </message>
    <message>
        <source>Working offline: changes are kept and sent later</source>
        <translation>Praca bez sieci: zmiany są zapamiętane i zostaną wysłane później</translation>
    </message>
</context>
<context>
    <name>golub::ui::StepWords</name>
    <message>
        <source>Found the server</source>
        <translation>Znaleziono serwer</translation>
    </message>
    <message>
        <source>Reached it</source>
        <translation>Nawiązano połączenie</translation>
    </message>
    <message>
        <source>The connection is encrypted</source>
        <translation>Połączenie jest szyfrowane</translation>
    </message>
    <message>
        <source>It is a mail server</source>
        <translation>To jest serwer poczty</translation>
    </message>
    <message>
        <source>It said what it can do</source>
        <translation>Serwer podał, co potrafi</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Zalogowano</translation>
    </message>
    <message>
        <source>Opened the inbox</source>
        <translation>Otwarto folder Odebrane</translation>
    </message>
    <message>
        <source>There is no server called %1. Check how its name is spelled.</source>
        <translation>Nie ma serwera o nazwie %1. Sprawdź pisownię nazwy.</translation>
    </message>
    <message>
        <source>%1 does not answer on port %2. Check the port; a firewall may be in the way.</source>
        <translation>%1 nie odpowiada na porcie %2. Sprawdź port; przeszkadzać może też zapora sieciowa.</translation>
    </message>
    <message>
        <source>%1 gave no answer in time. Check port and security: a server that expects TLS says nothing without it.</source>
        <translation>%1 nie odpowiedział na czas. Sprawdź port i zabezpieczenia: serwer, który oczekuje TLS, bez niego milczy.</translation>
    </message>
    <message>
        <source>This computer is not connected to the network.</source>
        <translation>Ten komputer nie jest połączony z siecią.</translation>
    </message>
    <message>
        <source>No encrypted connection to %1 came about. Try the other kind of security, or check the port.</source>
        <translation>Nie udało się nawiązać szyfrowanego połączenia z %1. Spróbuj innego rodzaju zabezpieczeń albo sprawdź port.</translation>
    </message>
    <message>
        <source>%1 could not prove that it is the right server: its certificate is not trusted.</source>
        <translation>%1 nie dowiódł, że jest właściwym serwerem: jego certyfikat nie jest zaufany.</translation>
    </message>
    <message>
        <source>%1 did not accept the user name or the password. Type them again; some providers want an app password made in their web mail.</source>
        <translation>%1 nie przyjął nazwy użytkownika lub hasła. Wpisz je ponownie; niektórzy dostawcy wymagają hasła aplikacji, utworzonego w poczcie przez przeglądarkę.</translation>
    </message>
    <message>
        <source>%1 offers no kind of sign-in that is set here. Choose &quot;Automatic&quot;.</source>
        <translation>%1 nie oferuje ustawionego tu sposobu logowania. Wybierz „Automatycznie”.</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>Brakuje hasła.</translation>
    </message>
    <message>
        <source>A message to yourself went out</source>
        <translation>Wiadomość do siebie wyszła</translation>
    </message>
    <message>
        <source>It arrived</source>
        <translation>Dotarła</translation>
    </message>
    <message>
        <source>It was removed again</source>
        <translation>Została usunięta</translation>
    </message>
</context>
<context>
    <name>golub::ui::UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Cofnij</translation>
    </message>
</context>
<context>
    <name>golub::ui::WeakenedDialog</name>
    <message>
        <source>encrypted connection</source>
        <translation>szyfrowane połączenie</translation>
    </message>
    <message>
        <source>connection that others can read</source>
        <translation>połączenie, które inni mogą czytać</translation>
    </message>
    <message>
        <source>%1, the server is given the password</source>
        <translation>%1, serwer dostaje hasło</translation>
    </message>
    <message>
        <source>%1, the password itself is not sent</source>
        <translation>%1, samo hasło nie jest wysyłane</translation>
    </message>
    <message>
        <source>%1, the password itself is not sent, and the server proves that it knows it</source>
        <translation>%1, samo hasło nie jest wysyłane, a serwer udowadnia, że je zna</translation>
    </message>
    <message>
        <source>%1, the password itself is not sent, and nobody can stand in between</source>
        <translation>%1, samo hasło nie jest wysyłane i nikt nie może stanąć pomiędzy</translation>
    </message>
    <message>
        <source>Less protection for %1</source>
        <extracomment>Title of the window about a server that offers less protection than before; %1 is the account&apos;s name</extracomment>
        <translation>Słabsza ochrona konta %1</translation>
    </message>
    <message>
        <source>%1 protects your sign-in less than before.</source>
        <translation>%1 chroni Twoje logowanie słabiej niż dotychczas.</translation>
    </message>
    <message>
        <source>Until now:</source>
        <extracomment>How a sign-in was protected until now</extracomment>
        <translation>Dotychczas:</translation>
    </message>
    <message>
        <source>Now:</source>
        <extracomment>How a sign-in would be protected from now on</extracomment>
        <translation>Teraz:</translation>
    </message>
    <message>
        <source>I &amp;know that the server was changed like this</source>
        <translation>&amp;Wiem, że serwer tak zmieniono</translation>
    </message>
    <message>
        <source>Do &amp;not sign in</source>
        <translation>&amp;Nie loguj</translation>
    </message>
    <message>
        <source>&amp;Sign in like this from now on</source>
        <translation>&amp;Loguj tak od teraz</translation>
    </message>
</context>
<context>
    <name>golub::ui::WelcomePage</name>
    <message>
        <source>Welcome to Golub</source>
        <translation>Witaj w programie Golub</translation>
    </message>
    <message>
        <source>Golub brings your mail to this computer, keeps it here, finds it at once and never loses or doubles a message. It needs no account but the mail account you have.</source>
        <translation>Golub pobiera pocztę na ten komputer, przechowuje ją tutaj, znajduje od razu i nigdy nie gubi ani nie powiela wiadomości. Nie potrzebuje żadnego konta poza Twoim kontem pocztowym.</translation>
    </message>
    <message>
        <source>Add account</source>
        <translation>Dodaj konto</translation>
    </message>
</context>
<context>
    <name>golubctl</name>
    <message>
        <source>%1 needs a value.</source>
        <translation>Opcja %1 wymaga wartości.</translation>
    </message>
    <message>
        <source>There is no option %1.</source>
        <translation>Nie ma opcji %1.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 is not an mbox file: it does not begin with a &quot;From &quot; line.</source>
        <translation>%1 nie jest plikiem mbox: nie zaczyna się od wiersza „From ”.</translation>
    </message>
    <message>
        <source>%1 exists already. Choose another name; nothing is overwritten.</source>
        <translation>%1 już istnieje. Wybierz inną nazwę; niczego nie nadpisujemy.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Nie można utworzyć folderu %1.</translation>
    </message>
    <message>
        <source>There is no %1.</source>
        <translation>Nie ma %1.</translation>
    </message>
    <message>
        <source>%1 is not a Maildir: it has no folder &quot;cur&quot;.</source>
        <translation>%1 nie jest folderem Maildir: nie ma w nim folderu „cur”.</translation>
    </message>
    <message>
        <source>“%1” is no time. Write 2026-12-24T18:00, 18:00, or +10min, +2h, +3d.</source>
        <translation>„%1” to nie czas. Napisz 2026-12-24T18:00, 18:00 albo +10min, +2h, +3d.</translation>
    </message>
    <message>
        <source>“%1” has passed. Leave --at out to send at once.</source>
        <translation>„%1” już minęło. Pomiń --at, aby wysłać od razu.</translation>
    </message>
    <message>
        <source>sign-in through the browser</source>
        <translation>logowanie w przeglądarce</translation>
    </message>
    <message>
        <source>in another domain, and only DNS says so: use it if you know it</source>
        <translation>w innej domenie, wskazuje ją tylko DNS: użyj, jeśli ją znasz</translation>
    </message>
    <message>
        <source>refused:</source>
        <translation>odrzucono:</translation>
    </message>
    <message>
        <source>mail is on a Microsoft Exchange: %1</source>
        <translation>poczta jest na serwerze Microsoft Exchange: %1</translation>
    </message>
    <message>
        <source>at byte %1</source>
        <translation>od bajtu %1</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>A desktop mail client</source>
        <translation>Program pocztowy na komputer</translation>
    </message>
    <message>
        <source>Keep everything in this folder.</source>
        <translation>Przechowuj wszystko w tym folderze.</translation>
    </message>
    <message>
        <source>Start without the network.</source>
        <translation>Uruchom bez łączenia z siecią.</translation>
    </message>
    <message>
        <source>Write to the address of this mailto: link.</source>
        <translation>Napisz na adres z tego odnośnika mailto:.</translation>
    </message>
</context>
</TS>
